namespace Senmitsu.Web.Localization.Messages;

/// <summary>The messages of the studio in Japanese. Each part of the table is a subject's.</summary>
public static partial class MessageTable
{
    /// <summary>All templates: those of the sources, and <see cref="Joints"/> and <see cref="Foreign"/>.</summary>
    public static IEnumerable<MessageTemplate> All => [.. Own, .. Joints, .. Foreign];

    /// <summary>Templates of messages that stand in the sources below the pages, word for word.</summary>
    public static IEnumerable<MessageTemplate> Own =>
    [
        .. Doctor, .. Datasets, .. Captions, .. Rules, .. Generation, .. Pictures, .. Scripts, .. TrainingSettings, .. Kohya, .. Training, .. Models, .. WeightFiles, .. Jobs,
    ];
}
