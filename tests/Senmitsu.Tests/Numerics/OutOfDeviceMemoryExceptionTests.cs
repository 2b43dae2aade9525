using System.ComponentModel;
using System.Runtime.InteropServices;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Numerics;

public sealed class OutOfDeviceMemoryExceptionTests
{
    [Fact]
    public void Is_OfATensorThatCannotBe_KnowsItAndSaysHowMuchWasWanted()
    {
        var cause = Assert.Throws<ExternalException>(() => empty([1L << 50], ScalarType.Byte).Dispose());
        Assert.True(OutOfDeviceMemoryException.Is(cause), cause.Message);
        var error = new OutOfDeviceMemoryException(cause, "Use less.");
        Assert.StartsWith("The memory is full: tried to allocate 1125899906842624 bytes", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(". Use less.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 8.00 GiB", true)]
    [InlineData("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", false)]
    public void Is_OfWhatLibtorchSays_TellsMemoryFromOtherFaults(string message, bool expected) =>
        Assert.Equal(expected, OutOfDeviceMemoryException.Is(new Win32Exception(0, message))); // an ExternalException that code may make
}
