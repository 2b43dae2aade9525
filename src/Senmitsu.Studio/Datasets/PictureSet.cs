namespace Senmitsu.Studio.Datasets;

/// <summary>Pictures to train on, as kohya's trainers want them: <c>datasets/NAME/REPEATS_NAME/</c> with a caption file beside each.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Folder">The image folder, for <c>train_data_dir</c>.</param>
/// <param name="Repeats">How often each picture is used in an epoch.</param>
/// <param name="Pictures">Its pictures, by name.</param>
public sealed record PictureSet(string Name, string Folder, int Repeats, IReadOnlyList<SetPicture> Pictures);
