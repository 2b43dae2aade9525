using System.Text.RegularExpressions;
using Senmitsu.Web.Localization;
using Senmitsu.Web.Localization.Messages;

namespace Senmitsu.Tests.Web.Localization.Messages;

/// <summary>Checks that a person who reads Japanese can read a message.</summary>
internal static partial class Japanese
{
    /// <summary>Fails unless every line of a message comes out in Japanese, with no English between names and numbers.</summary>
    /// <returns>The message in Japanese.</returns>
    public static string Of(string message)
    {
        var japanese = MessageTranslation.In(message, Language.Japanese);
        Assert.All(japanese.Split('\n'), line => Assert.Matches(Kana(), line));
        Assert.DoesNotMatch(English(), japanese);
        return japanese;
    }

    [GeneratedRegex(@"[\u3040-\u30ff]")]
    private static partial Regex Kana();

    [GeneratedRegex(@"\b(the|is|are|of|to|has|have|not|which|cannot|with|must|use|be)\b (?!models)")]
    private static partial Regex English();
}
