namespace Senmitsu.Tests;
public sealed class SmokeTests
{
    [Fact] public void Torch_Loads() { using var t = TorchSharp.torch.randn(4); Assert.Equal(4, t.shape[0]); }
}
