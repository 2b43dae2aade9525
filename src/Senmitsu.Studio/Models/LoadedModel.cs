using Senmitsu.Models;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Studio.Models;

/// <summary>
/// The one model in memory, which stays there from job to job until another is wanted. Owns it. Everything but <see cref="Name"/> is for
/// the thread that computes.
/// </summary>
public sealed class LoadedModel : IDisposable
{
    private StableDiffusionModel? _model;
    private Choice? _choice;

    /// <summary>File name of the checkpoint in memory; <see langword="null"/> if there is none. Any thread may ask.</summary>
    public string? Name => Volatile.Read(ref _choice) is { } choice ? Path.GetFileName(choice.Model.Path) : null;

    /// <summary>The model of some files, from memory or from disk.</summary>
    /// <param name="modelPath">The checkpoint.</param>
    /// <param name="vaePath">A VAE that replaces its own, or <see langword="null"/>.</param>
    /// <param name="device">Where its networks live.</param>
    /// <param name="dataType">Their dtype.</param>
    /// <param name="wasLoaded">Whether it came from disk just now.</param>
    /// <returns>The model. Borrowed; until the next call.</returns>
    internal StableDiffusionModel Open(string modelPath, string? vaePath, ComputeDevice device, ScalarType dataType, out bool wasLoaded)
    {
        var choice = new Choice(Stamp.Of(modelPath), vaePath is null ? null : Stamp.Of(vaePath), device.ToString(), dataType);
        wasLoaded = _model is null || choice != _choice;
        if (!wasLoaded) return _model!;
        Free();
        _model = StableDiffusionLoader.Load(modelPath, dataType, device.Device, vaePath);
        Volatile.Write(ref _choice, choice);
        return _model;
    }

    /// <summary>Frees the memory, for a training or another program.</summary>
    public void Free()
    {
        Volatile.Write(ref _choice, null);
        _model?.Dispose();
        _model = null;
    }

    /// <inheritdoc/>
    public void Dispose() => Free();

    private sealed record Choice(Stamp Model, Stamp? Vae, string Device, ScalarType DataType);

    /// <summary>A file as it was: a changed one is another model.</summary>
    private sealed record Stamp(string Path, long Length, DateTime Written)
    {
        public static Stamp Of(string path)
        {
            var file = new FileInfo(System.IO.Path.GetFullPath(path));
            return new(file.FullName, file.Exists ? file.Length : 0, file.LastWriteTimeUtc);
        }
    }
}
