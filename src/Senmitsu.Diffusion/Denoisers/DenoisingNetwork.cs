using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Denoisers;

/// <summary>The network behind a denoiser, a UNet with whatever LoRA is attached. It casts to its own type and device itself.</summary>
/// <param name="input">[B, 4, h, w] · float32 · unit variance. Borrowed.</param>
/// <param name="timesteps">[B] · float32 · 0…999, may be fractional. Borrowed.</param>
/// <param name="textEmbedding">[B, 77·k, D] · model. Borrowed.</param>
/// <returns>[B, 4, h, w] · predicted noise or velocity. Caller owns it.</returns>
public delegate Tensor DenoisingNetwork(Tensor input, Tensor timesteps, Tensor textEmbedding);
