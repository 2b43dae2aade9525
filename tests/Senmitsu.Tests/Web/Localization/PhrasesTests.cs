using System.Reflection;
using System.Text.RegularExpressions;
using Senmitsu.Web.Localization;
using Senmitsu.Web.Training;

namespace Senmitsu.Tests.Web.Localization;

public sealed partial class PhrasesTests
{
    public static TheoryData<string> Names => [.. Fields().Select(found => found.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Phrase_HasWordsAndTheSameValuesInEveryLanguage(string name)
    {
        var phrase = (Phrase)Fields().Single(field => field.Name == name).GetValue(null)!;
        Check(phrase);
    }

    [Fact]
    public void TrainingFields_HaveWordsInEveryLanguage()
    {
        foreach (var section in TrainingSections.All)
        {
            Check(section.Title);
            foreach (var field in section.Fields) Check(field.Label);
        }
    }

    [Theory]
    [InlineData(null, "ja,en-US;q=0.9,en;q=0.8", Language.Japanese)]
    [InlineData(null, "fr-FR,fr;q=0.9,ja-JP;q=0.8", Language.Japanese)]
    [InlineData(null, "fr", Language.English)]
    [InlineData(null, "", Language.English)]
    [InlineData("en", "ja", Language.English)]
    [InlineData("ja", "en", Language.Japanese)]
    [InlineData("nonsense", "ja", Language.Japanese)]
    public void Choose_TakesTheChoiceElseWhatTheBrowserAsksFor(string? chosen, string acceptLanguage, Language expected) =>
        Assert.Equal(expected, LanguageCodes.Choose(chosen, acceptLanguage));

    private static IEnumerable<FieldInfo> Fields() => typeof(Phrases).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.FieldType == typeof(Phrase));

    private static void Check(Phrase phrase)
    {
        Assert.All(Enum.GetValues<Language>(), language => Assert.False(string.IsNullOrWhiteSpace(phrase.In(language))));
        Assert.Equal(Values(phrase.English), Values(phrase.Japanese));
    }

    private static IEnumerable<string> Values(string words) => Placeholder().Matches(words).Select(match => match.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();
}
