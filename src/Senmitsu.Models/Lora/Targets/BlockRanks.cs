namespace Senmitsu.Models.Lora.Targets;

/// <summary>Width of the pairs block by block (sd-scripts <c>block_dims</c> and its relatives). Rank 0 leaves a block out.</summary>
/// <param name="Ranks">25 widths for linear layers and 1×1 convolutions.</param>
/// <param name="Alphas">25 scale numerators.</param>
/// <param name="ConvolutionRanks">25 widths for k×k convolutions, or <see langword="null"/> to leave these out.</param>
/// <param name="ConvolutionAlphas">25 scale numerators.</param>
public sealed record BlockRanks(IReadOnlyList<int> Ranks, IReadOnlyList<double> Alphas, IReadOnlyList<int>? ConvolutionRanks, IReadOnlyList<double> ConvolutionAlphas);
