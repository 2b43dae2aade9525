using Senmitsu.Web.Localization.Messages;

namespace Senmitsu.Tests.Web.Localization.Messages;

public sealed class MessageTemplateTests
{
    [Theory]
    [InlineData("{a} is {b#}", "{b}: {a}", "x is 3", "3: x")]
    [InlineData("{a} is {b#}", "{b}: {a}", "x is y", null)]
    [InlineData("{a} is {b#}", "{b}: {a}", "it is, is 3", "3: it is,")] // the first place is not always the right one
    [InlineData("'{a}' is gone", "{a} なし", "'' is gone", " なし")]
    [InlineData("all {{x}} of {a}", "{a} の {{x}}", "all {x} of y", "y の {x}")]
    [InlineData("aba", "x", "aba", "x")]
    [InlineData("aba", "x", "ababa", null)]
    [InlineData("ab{a}ba", "{a}", "aba", null)] // beginning and end may not be the same letters
    [InlineData("{a}: {b!}", "{b}（{a}）", "x: 3 files", "ファイル 3 個（x）")]
    [InlineData("{a}: {b!}", "{b}（{a}）", "x: y: 3 files", "ファイル 3 個（x: y）")]
    [InlineData("{a}: {b!}", "{b}（{a}）", "x: who knows", null)]
    [InlineData("{a} ({b})", "{a}（{b}）", "x (3 files)", "x（ファイル 3 個）")]
    public void Translate_FillsTheHoles(string english, string japanese, string message, string? expected)
    {
        MessageTemplate[] templates = [new("{count#} files", "ファイル {count} 個")];
        Assert.Equal(expected, new MessageTemplate(english, japanese).Translate(message, new MessageReading(templates)));
    }

    [Fact]
    public void Translate_OfAMessageInAMessage_LeavesOneFullStop()
    {
        MessageTemplate[] templates = [new("it is gone", "ありません。")];
        Assert.Equal("x（ありません）。", new MessageTemplate("{a}: {b}", "{a}（{b}）。").Translate("x: it is gone", new MessageReading(templates)));
    }

    [Theory]
    [InlineData("{a} and {b}", "{a}")]
    [InlineData("{a}", "{a} {b}")]
    [InlineData("{a}{b}", "{a} {b}")]
    [InlineData("{a", "{a}")]
    [InlineData("{}", "{}")]
    [InlineData("a}", "a")]
    public void Template_OfAPairThatDoesNotFit_IsRefused(string english, string japanese) => Assert.Throws<FormatException>(() => new MessageTemplate(english, japanese));
}
