using static TorchSharp.torch;

namespace Senmitsu.Models.Clip;

/// <summary>Learned vectors that stand in a window instead of token embeddings.</summary>
/// <param name="Row">Row of the batch.</param>
/// <param name="Position">First place in the window, begin token included.</param>
/// <param name="Vectors">[n, D] · any type and device. Borrowed.</param>
public readonly record struct TokenVectors(int Row, int Position, Tensor Vectors);
