using Senmitsu.Diffusion.Prompts;
using Senmitsu.Diffusion.Prompts.Editing;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Generation;
using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Models.Clip;
using Senmitsu.Numerics;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Generation;

public sealed class PromptEncoderTests : IDisposable
{
    private const int Width = 32;

    private readonly StableDiffusionModel _model = TinyModel.Load();
    private readonly ClipTokenizer _tokenizer = ClipTokenizer.FromFolder(Golden.Reference("clip-tokenizer"));
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Encode_OfAnEditedPrompt_HasTheEmbeddingOfTheTextAtEveryCall()
    {
        using var edited = Encode("a [cat:dog:4] in the park", 10);
        using var cat = Encode("a cat in the park", 10);
        using var dog = Encode("a dog in the park", 10);
        var embedding = Assert.Single(edited.Parts).Embedding;
        AssertClose(cat.Parts[0].Embedding.At(4), embedding.At(4));
        AssertClose(dog.Parts[0].Embedding.At(5), embedding.At(5));
    }

    [Fact]
    public void Encode_OfVariantsOfUnequalLength_FillsTheShorterWithEmptyChunks()
    {
        using var prompt = Encode("[a cat:a BREAK b:5]", 10);
        Assert.Equal([1, 154, Width], prompt.Parts[0].Embedding.At(0).shape);
        Assert.Equal([1, 154, Width], prompt.Parts[0].Embedding.At(9).shape);
        using var cat = Encode("a cat BREAK BREAK", 10);
        AssertClose(cat.Parts[0].Embedding.At(0), prompt.Parts[0].Embedding.At(0));
    }

    // The mean that emphasis keeps is one over all entries, equal ones counted as often as they occur: 3 × "a (cat:1.5)", 1 × "a".
    [Fact]
    public void Encode_OfWeightedVariants_SharesOneMeanOverAllEntries()
    {
        using var scope = NewDisposeScope();
        var prompt = Encode("a [(cat:1.5)|(cat:1.5)|(cat:1.5)|]", 4);
        var plain = Encode("a cat", 1).Parts[0].Embedding.At(0);
        var bare = Encode("a ", 1).Parts[0].Embedding.At(0);
        var weights = ones(1, 77, 1);
        weights[0, 2, 0] = 1.5f;
        var weighted = plain * weights;
        var factor = (plain.mean() * 3 + bare.mean()) / (weighted.mean() * 3 + bare.mean());
        AssertClose(weighted * factor, prompt.Parts[0].Embedding.At(1));
        AssertClose(bare * factor, prompt.Parts[0].Embedding.At(4));
        prompt.Dispose();
    }

    [Fact]
    public void Encode_OfComposedPrompts_GivesAPartEachAndNoneInTheNegativePrompt()
    {
        using var composed = Encode("a cat AND a dog :-0.5", 10);
        Assert.Equal([1, -0.5], composed.Parts.Select(part => part.Weight));
        using var inversions = TextualInversions.Load([], [], _tokenizer, Width);
        using var negative = new PromptEncoder(_model, _tokenizer, inversions).EncodeNegative("a cat AND a dog :-0.5", new PromptTimeline(10), new PromptSettings(), 1);
        Assert.Equal(1, Assert.Single(negative.Parts).Weight);
    }

    [Theory]
    [InlineData(EmphasisMode.Ignore, "(cat:1.5)", "cat")]
    [InlineData(EmphasisMode.None, "(cat:1.5)", "\\(cat\\:1.5\\)")]
    public void Encode_InModesWithoutWeights_EqualsThePlainText(EmphasisMode mode, string prompt, string plain)
    {
        using var actual = Encode(prompt, 10, new PromptSettings { Emphasis = mode });
        using var expected = Encode(plain.Replace("\\:", ":", StringComparison.Ordinal), 10);
        AssertClose(expected.Parts[0].Embedding.At(0), actual.Parts[0].Embedding.At(0));
    }

    // An embedding that holds the token embedding of "cat" must act as the word itself does, wherever it stands and however it is written.
    [Fact]
    public void Encode_WithAnEmbeddingThatHoldsAWord_EqualsTheWord()
    {
        var path = _folder.File("My-Style.safetensors");
        WriteEmbedding(path, TokenEmbedding("cat"));
        using var inversions = TextualInversions.Load([new("My-Style", path)], ["a (my-style:1.2), red"], _tokenizer, Width);
        var encoder = new PromptEncoder(_model, _tokenizer, inversions);
        using var actual = encoder.Encode("a (my-style:1.2), red", new PromptTimeline(10), new PromptSettings(), 2);
        using var expected = encoder.Encode("a (cat:1.2), red", new PromptTimeline(10), new PromptSettings(), 2);
        Assert.Equal(["My-Style"], actual.Inversions);
        Assert.Empty(expected.Inversions);
        AssertClose(expected.Parts[0].Embedding.At(0), actual.Parts[0].Embedding.At(0));
        Assert.Equal(12, inversions.Hash("My-Style", TestContext.Current.CancellationToken).Length);
    }

    [Fact]
    public void Load_OfAnEmbeddingForAnotherModel_SaysSoAndReadsItsNameAsWords()
    {
        var path = _folder.File("sdxl-style.safetensors");
        using (var vectors = zeros(2, 1280)) WriteEmbedding(path, vectors);
        using var inversions = TextualInversions.Load([new("sdxl-style", path)], ["sdxl-style"], _tokenizer, Width);
        Assert.Contains("[2, 1280], this model wants [n, 32]", Assert.Single(inversions.Notes).Message, StringComparison.Ordinal);
        using var prompt = new PromptEncoder(_model, _tokenizer, inversions).Encode("sdxl-style", new PromptTimeline(10), new PromptSettings(), 1);
        Assert.Empty(prompt.Inversions);
    }

    // "a cat" as Stable Diffusion 2.x's own tokenizer pads it, through the text encoder itself.
    [Fact]
    public void Encode_ForVersion2_FillsTheWindowWithItsOwnPadding()
    {
        using var scope = NewDisposeScope();
        var path = _folder.File("version2.safetensors");
        using (var file = SafetensorsFile.Open(TinyModel.Path))
        {
            var tensors = file.Tensors.Keys.Select(name => TensorFiles.ToTensorData(name, TensorFiles.Read(file, name, ScalarType.Float32, CPU), ScalarType.Float32));
            SafetensorsWriter.Write(path, [.. tensors], new Dictionary<string, string>(file.Metadata) { [ModelFacts.ClipActivation] = "gelu" });
        }

        using var model = StableDiffusionLoader.Load(path, ScalarType.Float32, CPU);
        using var inversions = TextualInversions.Load([], [], _tokenizer, Width);
        using var prompt = new PromptEncoder(model, _tokenizer, inversions).Encode("a cat", new PromptTimeline(1), new PromptSettings(), 1);
        using var empty = new PromptEncoder(model, _tokenizer, inversions).EncodeEmpty(1);
        AssertClose(Expected("a cat"), prompt.Parts[0].Embedding.At(0));
        AssertClose(Expected(""), empty);

        Tensor Expected(string text) => model.TextEncoder.Forward(tensor(_tokenizer.EncodePadded(text, padding: 0).Select(id => (long)id).ToArray()).view(1, -1), 1, []);
    }

    [Fact]
    public void Encode_LeavesNoTensorsBehind()
    {
        var path = _folder.File("leak.safetensors");
        WriteEmbedding(path, TokenEmbedding("cat"));
        TensorLeaks.AssertNone(() =>
        {
            using var inversions = TextualInversions.Load([new("leak", path)], ["leak"], _tokenizer, Width);
            var encoder = new PromptEncoder(_model, _tokenizer, inversions);
            using var prompt = encoder.Encode("[leak:(b:1.3):3] AND [c|d] BREAK e", new PromptTimeline(6), new PromptSettings(), 1);
            using var empty = encoder.EncodeEmpty(1);
        });
    }

    private EncodedPrompt Encode(string prompt, int calls, PromptSettings? settings = null)
    {
        using var inversions = TextualInversions.Load([], [], _tokenizer, Width);
        return new PromptEncoder(_model, _tokenizer, inversions).Encode(prompt, new PromptTimeline(calls), settings ?? new PromptSettings(), 1);
    }

    private Tensor TokenEmbedding(string word)
    {
        using var file = SafetensorsFile.Open(TinyModel.Path);
        using var table = TensorFiles.Read(file, "cond_stage_model.transformer.text_model.embeddings.token_embedding.weight", ScalarType.Float32, CPU);
        return table.narrow(0, Assert.Single(_tokenizer.Encode(word)), 1).clone();
    }

    private static void WriteEmbedding(string path, Tensor vectors)
    {
        SafetensorsWriter.Write(path, [TensorFiles.ToTensorData("emb_params", vectors, ScalarType.Float32)], new Dictionary<string, string>());
        vectors.Dispose();
    }

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected.shape, actual.shape);
        Assert.True((expected - actual).abs().max().item<float>() < 2e-5f * Math.Max(1, expected.abs().max().item<float>()), "the embeddings differ");
    }
}
