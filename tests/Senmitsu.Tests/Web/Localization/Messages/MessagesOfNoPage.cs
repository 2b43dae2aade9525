namespace Senmitsu.Tests.Web.Localization.Messages;

/// <summary>Texts of the sources that look like messages and reach no page.</summary>
internal static class MessagesOfNoPage
{
    /// <summary>Files whose texts are names, keys of files, or the command line's own.</summary>
    private static readonly string[] Files =
    [
    ];

    private static readonly string[] Texts =
    [
    ];

    /// <summary>Whether a text is one of these.</summary>
    public static bool Contain(SourceText text) => Files.Any(file => text.Path.EndsWith(file, StringComparison.Ordinal)) || Texts.Contains(text.With("{}"));

    /// <summary>Exceptions that nothing needs any more.</summary>
    /// <param name="untranslated">What is not translated.</param>
    public static IEnumerable<string> Unneeded(IEnumerable<SourceText> untranslated)
    {
        var left = untranslated.ToList();
        return Files.Where(file => !left.Exists(text => text.Path.EndsWith(file, StringComparison.Ordinal))).Concat(Texts.Where(known => !left.Exists(text => text.With("{}") == known)));
    }
}
