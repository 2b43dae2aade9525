using Senmitsu.Generation;
using Senmitsu.Generation.Inpainting;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Generation.Grids;

namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>What a script works with: one picture to start from (or none), and the session that makes pictures.</summary>
/// <param name="session">Makes pictures.</param>
/// <param name="request">What was asked for.</param>
/// <param name="input">What to start from.</param>
/// <param name="results">How many pictures are saved for it.</param>
/// <param name="files">Where pictures are saved.</param>
/// <param name="progress">Told what the user should know.</param>
/// <param name="token">Tested every step.</param>
internal sealed class PictureMaker(GenerationSession session, GenerateRequest request, InputPicture input, int results, ResultFiles files, IProgress<GenerateEvent> progress, CancellationToken token)
{
    private int _saved;

    /// <summary>Whether the picture to start from could be used, or none was needed.</summary>
    public bool HasOpened { get; private set; }

    /// <summary>Tested every step.</summary>
    public CancellationToken Token => token;

    /// <summary>Reads the picture to start from.</summary>
    /// <returns>The picture, and the settings with the right size; <see langword="null"/> if it is skipped.</returns>
    /// <inheritdoc cref="InputPicture.Open" path="/exception"/>
    public (SourcePicture? Source, GenerationSettings Settings)? Open(GenerationSettings settings)
    {
        var opened = input.Open(settings, request.ResizeBy, progress);
        HasOpened |= opened is not null;
        return opened;
    }

    /// <summary>Makes the pictures of a cell; none of a batch that is skipped.</summary>
    /// <param name="cell">How.</param>
    /// <param name="source">Picture to start from, or <see langword="null"/>.</param>
    /// <param name="onImage">Told each at once.</param>
    public void Make(GridCell cell, SourcePicture? source, Action<GeneratedImage> onImage) => session.Run(cell.Settings, cell.ModelPath, cell.VaePath, source, onImage, token);

    /// <summary>Saves a picture.</summary>
    /// <param name="cell">How it was made.</param>
    /// <param name="image">The picture.</param>
    public void Save(GridCell cell, GeneratedImage image) => files.Save(cell, image, input.NameOf(results == 1 ? null : ++_saved));
}
