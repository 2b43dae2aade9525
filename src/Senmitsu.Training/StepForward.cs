using static TorchSharp.torch;

namespace Senmitsu.Training;

/// <summary>What one forward pass of training computed. The caller's dispose scope owns the tensors.</summary>
/// <param name="Noisy">[B, 4, h, w] · float32 · what the UNet saw.</param>
/// <param name="Predicted">[B, 4, h, w] · float32 · what it answered.</param>
/// <param name="Target">[B, 4, h, w] · float32 · what it should have answered.</param>
/// <param name="PerSample">[B] · float32 · mean squared error of each sample before weighting.</param>
/// <param name="Loss">[] · float32 · weighted mean.</param>
public readonly record struct StepForward(Tensor Noisy, Tensor Predicted, Tensor Target, Tensor PerSample, Tensor Loss);
