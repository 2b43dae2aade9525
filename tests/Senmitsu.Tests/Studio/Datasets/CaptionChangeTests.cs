using Senmitsu.Studio.Datasets;

namespace Senmitsu.Tests.Studio.Datasets;

public sealed class CaptionChangeTests
{
    [Theory]
    [InlineData("smiling, beach", "ai_model_v1", "ai_model_v1, smiling, beach")]
    [InlineData("ai_model_v1, smiling", "ai_model_v1, portrait", "portrait, ai_model_v1, smiling")] // a word that is there stays where it is
    [InlineData("", "ai_model_v1", "ai_model_v1")]
    [InlineData("smiling", " , ", "smiling")]
    [InlineData("smiling\nbeach", "ai_model_v1", "ai_model_v1, smiling\nai_model_v1, beach")] // each line is a caption
    public void Before_PutsNewWordsFirst(string caption, string words, string expected) => Assert.Equal(expected, CaptionChange.Before(caption, words));

    [Theory]
    [InlineData("smiling , beach,", "blurry", "smiling, beach, blurry")]
    [InlineData("smiling, beach", "smiling", "smiling, beach")]
    [InlineData("smiling\nbeach", "beach", "smiling, beach\nbeach")]
    public void Behind_PutsNewWordsLast(string caption, string words, string expected) => Assert.Equal(expected, CaptionChange.Behind(caption, words));

    [Theory]
    [InlineData("a dog, blurry, grass", "blurry", "a dog, grass")]
    [InlineData("a dog on grass", "grass", "a dog on grass")] // parts of words are not words
    public void Without_TakesWholeWordsOut(string caption, string words, string expected) => Assert.Equal(expected, CaptionChange.Without(caption, words));
}
