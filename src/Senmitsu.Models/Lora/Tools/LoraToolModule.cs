namespace Senmitsu.Models.Lora.Tools;

/// <summary>How a tool changed one module.</summary>
/// <param name="Name">kohya module name.</param>
/// <param name="OldRank">Width before; 0 where there was no pair.</param>
/// <param name="Rank">Width now.</param>
/// <param name="Alpha">Scale numerator now.</param>
/// <param name="Retained">Share of the Frobenius norm that was kept, 0…1.</param>
/// <param name="IsConvolution">Whether it covers a k×k convolution.</param>
public sealed record LoraToolModule(string Name, int OldRank, int Rank, double Alpha, double Retained, bool IsConvolution);
