using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Tools;

/// <summary>What a LoRA extracted from two checkpoints covers.</summary>
/// <param name="Rank">Width over linear layers and 1×1 convolutions. At least 1.</param>
/// <param name="ConvolutionRank">Width over k×k convolutions; <see langword="null"/> leaves residual blocks and resizing out, as sd-scripts does without <c>conv_dim</c>.</param>
/// <param name="MinDifference">A layer whose weights all differ by no more than this is left out.</param>
/// <param name="DataType">float32, float16 or bfloat16.</param>
public sealed record ExtractionSettings(int Rank, int? ConvolutionRank, double MinDifference, ScalarType DataType);
