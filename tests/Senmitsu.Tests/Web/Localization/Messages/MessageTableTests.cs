using System.Text.RegularExpressions;
using Senmitsu.Tests.Architecture;
using Senmitsu.Web.Localization.Messages;

namespace Senmitsu.Tests.Web.Localization.Messages;

/// <summary>The table of messages against the sources that write them: nothing is left out, nothing stays behind.</summary>
public sealed partial class MessageTableTests
{
    private const string SomeMessage = "must be a number", SomeNumber = "7";

    /// <summary>How much of a template must stand in one text; the rest comes from its holes.</summary>
    private const double Some = 0.3, Much = 0.6, NearlyAll = 0.8;

    private static readonly string[] Projects = ["Formats", "Numerics", "Models", "Diffusion", "Generation", "Training", "Studio"];

    private static readonly IReadOnlyList<SourceText> Texts = [.. Repository.Sources().Where(file => !file.Path.Contains("/Localization/", StringComparison.Ordinal)).SelectMany(file => SourceTexts.Of(file.Path, file.Text))];

    private static readonly IReadOnlyList<MessageTemplate> Own = [.. MessageTable.Own], All = [.. MessageTable.All];

    /// <summary>What looks like a message in the projects that pages show messages of, and is not in the table.</summary>
    private static readonly IReadOnlyList<SourceText> Untranslated = [.. Texts.Where(text => IsBelowThePages(text.Path) && IsMessage(text) && !IsTranslated(text))];

    [Fact]
    public void Templates_StandInTheSources() => Violations.None(Own.Where(template => !Texts.Any(text => IsOrigin(text, template))).Select(template => template.English));

    [Fact]
    public void Messages_OfTheSources_AreTranslated() => Violations.None(Untranslated.Where(text => !MessagesOfNoPage.Contain(text)).Select(text => text.ToString()));

    [Fact]
    public void Exceptions_FromTheRule_AreNeeded() => Violations.None(MessagesOfNoPage.Unneeded(Untranslated));

    [Fact]
    public void Templates_AreFoundAgain()
    {
        foreach (var template in MessageTable.All)
        {
            var english = Filled(template.English, template, hole => hole.Kind == MessageHoleKind.Message ? SomeMessage : SomeNumber);
            Assert.Equal(Filled(template.Japanese, template, hole => hole.Kind == MessageHoleKind.Message ? MessageTranslation.Read(SomeMessage)! : SomeNumber), MessageTranslation.Read(english));
        }
    }

    [Fact]
    public void Templates_AreNoSingleWords_WhichCouldBeNamesOfFiles() =>
        Violations.None(MessageTable.All.Where(template => template.Holes.Count == 0 && !template.English.Contains(' ', StringComparison.Ordinal)).Select(template => template.English));

    private static bool IsBelowThePages(string path) => Projects.Any(project => path.StartsWith($"src/Senmitsu.{project}/", StringComparison.Ordinal));

    /// <summary>Words for people: two at least, no SQL, no pattern, and not what a programmer's mistake throws.</summary>
    private static bool IsMessage(SourceText text)
    {
        var words = text.With("{}");
        return Word().Count(words) >= 2 && words.Trim().Contains(' ', StringComparison.Ordinal) && !Sql().IsMatch(words) && !Pattern().IsMatch(words) && !ProgrammersMistake().IsMatch(text.Before);
    }

    /// <summary>Whether it comes out without English; or whether it is written out in a template with what its holes can be, or a piece of one.</summary>
    private static bool IsTranslated(SourceText text) =>
        new[] { SomeNumber, SomeMessage }.Select(text.With).Any(sample => MessageTranslation.Read(sample) is { } japanese && !English().IsMatch(japanese))
        || All.Any(template => text.Fits(template.English, isWhole: false) && (IsPiece(text) || text.Weight >= template.Weight * (text.Fits(template.English, isWhole: true) ? Much : NearlyAll)));

    private static bool IsPiece(SourceText text) => text.Parts is [{ Length: > 0 } first, ..] && !char.IsLetterOrDigit(first[0]) && first[0] is not ('\'' or '-');

    /// <summary>Whether a template says what a text of the sources says, whole or with what its holes can be.</summary>
    private static bool IsOrigin(SourceText text, MessageTemplate template) =>
        (text.Weight >= template.Weight * Some && text.Fits(template.English, isWhole: false))
        || new[] { SomeNumber, SomeMessage }.Any(value => template.Translate(text.With(value), new MessageReading(All)) is not null);

    private static string Filled(string words, MessageTemplate template, Func<MessageHole, string> value)
    {
        foreach (var hole in template.Holes) words = Regex.Replace(words, @"\{" + hole.Name + "[#!]?}", value(hole));
        return words.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);
    }

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(SELECT|INSERT|UPDATE|DELETE|PRAGMA|ORDER BY|LEFT JOIN|LIKE|(IS |NOT )NULL)\b|^i\.|\$\w+$|job_id")]
    private static partial Regex Sql();

    [GeneratedRegex(@"\(\?<|\\s\*|^CA\d+:")]
    private static partial Regex Pattern();

    [GeneratedRegex(@"new (Argument\w*|InvalidOperation|Unreachable|ObjectDisposed)Exception\([^;]*$")]
    private static partial Regex ProgrammersMistake();

    /// <summary>English words between others; names of programs and their arguments are no such words.</summary>
    [GeneratedRegex(" (the|is|are|of|to|and|or|has|have|not|which|cannot|with|in|no|be) ")]
    private static partial Regex English();
}
