using Senmitsu.DemoModel.Vocabulary;
using Senmitsu.Models.Clip;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.DemoModel.Vocabulary;

public sealed class VocabularyMakerTests
{
    [Fact]
    public void Learn_EnoughMerges_MakesEveryWordOneTokenOfAVocabularyThatClipReads()
    {
        using var folder = new TemporaryFolder();
        var maker = VocabularyMaker.Learn(["portrait, woman, long black hair", "portrait, man, short black hair"], 1000);
        maker.Write(folder.Path);
        var tokenizer = ClipTokenizer.FromFolder(folder.Path);
        Assert.Equal(7, tokenizer.Encode("Portrait, woman, long black hair").Count);
        Assert.Equal(maker.Count - 2, tokenizer.BeginOfText);
        Assert.Equal(maker.Count - 1, tokenizer.EndOfText);
        Assert.All(tokenizer.Encode("黒髪 ai_model_v1 <lora>"), id => Assert.InRange(id, 0, maker.Count - 1));
    }

    [Fact]
    public void Learn_SameCaptionsInAnotherOrder_LearnsTheSame()
    {
        using TemporaryFolder first = new(), second = new();
        VocabularyMaker.Learn(["red hair", "blue dress", "red dress"], 40).Write(first.Path);
        VocabularyMaker.Learn(["red dress", "red hair", "blue dress"], 40).Write(second.Path);
        Assert.Equal(File.ReadAllBytes(Path.Combine(first.Path, "merges.txt")), File.ReadAllBytes(Path.Combine(second.Path, "merges.txt")));
    }
}
