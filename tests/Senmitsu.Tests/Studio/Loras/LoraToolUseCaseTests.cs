using Senmitsu.Formats.Kohya;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Models.Lora.Tools;
using Senmitsu.Studio;
using Senmitsu.Studio.Loras;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Loras;

public sealed class LoraToolUseCaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Lora => Golden.File("lora_random_fp16.safetensors");

    private static string Locon => Golden.File("locon_random_fp16.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Describe_OfLocon_NamesFamiliesAndRanks()
    {
        var description = DescribeLora.Run(Locon, CancellationToken.None);
        Assert.Contains("LoRA", description.Families.Keys);
        Assert.Contains("LoCon", description.Families.Keys);
        Assert.Equal(12, description.TextEncoderModules);
        Assert.Equal(["F16"], description.DataTypes.Keys);
        Assert.Equal(ModelFileHashes.Sha256OfTensors(Locon, CancellationToken.None)[..12], description.Hashes.Shown, ignoreCase: true);
        Assert.Empty(description.UnknownKeys);
    }

    [Fact]
    public void Describe_OfTrainedLora_SumsTagsOverFolders()
    {
        var tags = DescribeLora.Tags("""{"10_a": {"ai_model_v1": 10, " portrait": 4}, "1_b": {"portrait": 7}}""");
        Assert.Equal([new TagCount("portrait", 11), new TagCount("ai_model_v1", 10)], tags);
        Assert.Empty(DescribeLora.Tags("not json"));
    }

    [Fact]
    public void Describe_OfOddTags_ReadsWhatIsThere()
    {
        Assert.Equal([new TagCount("cat", 2)], DescribeLora.Tags("""{"x": null, "10_a": {"cat": 2}}"""));
        Assert.Equal([new TagCount("cat", int.MaxValue)], DescribeLora.Tags("""{"1_a": {"cat": 2147483647}, "1_b": {"cat": 2147483647}}"""));
    }

    [Fact]
    public void Merge_WritesHashesThatVerify()
    {
        var path = _folder.File("merged.safetensors");
        MergeLoras.IntoLora([Lora, Locon], [LoraRatio.Parse("0.5"), LoraRatio.Parse("0.2:0.8")], new RankRule(6, 4), new LoraOutput(path), CancellationToken.None);
        var verification = VerifyLora.Run(path, TinyModel.Path, CancellationToken.None);
        Assert.True(verification.IsSound, string.Join("; ", verification.Problems));
        Assert.Empty(verification.Notes);
        Assert.Equal(0, verification.Effect!.UnmatchedModules);
        Assert.True(verification.Effect.UnetMean > 0);
        using var file = SafetensorsFile.Open(path);
        Assert.Equal("6", file.Metadata["ss_network_dim"]);
        Assert.Equal("lora_random_fp16, locon_random_fp16", file.Metadata["modelspec.merged_from"]);
    }

    [Fact]
    public void Verify_OfDamagedLora_SaysWhatIsWrong()
    {
        TensorData Tensor(string name, params float[] values) => new($"lora_unet_mid_block_attentions_0_{name}", TensorDataType.Float32, [values.Length, 1], System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(values).ToArray());
        var path = _folder.File("damaged.safetensors");
        SafetensorsWriter.Write(path, [Tensor("proj_in.lora_down.weight", float.NaN), Tensor("proj_in.lora_up.weight", 0), Tensor("proj_out.lora_up.weight", 1), new("mystery", TensorDataType.UInt8, [1], new byte[1])],
            new Dictionary<string, string> { [SshsHashes.ModelHashKey] = new string('0', 64) });
        var verification = VerifyLora.Run(path, null, CancellationToken.None);
        Assert.Contains(verification.Problems, problem => problem.Contains("NaN", StringComparison.Ordinal) && problem.Contains("proj_in.lora_down", StringComparison.Ordinal));
        Assert.Contains(verification.Problems, problem => problem.Contains("missing", StringComparison.Ordinal) && problem.Contains("proj_out.lora_down", StringComparison.Ordinal));
        Assert.Contains(verification.Problems, problem => problem.Contains("sshs_model_hash", StringComparison.Ordinal));
        Assert.Contains(verification.Notes, note => note.Contains("zero", StringComparison.Ordinal));
        Assert.Contains(verification.Notes, note => note.Contains("mystery", StringComparison.Ordinal));
    }

    [Fact]
    public void Tools_NeverOverwriteAnInput()
    {
        var input = _folder.File("input.safetensors");
        File.Copy(Lora, input);
        var before = File.ReadAllBytes(input);
        var error = Assert.Throws<UserErrorException>(() => ResizeLora.Run(input, new RankRule(2, 2), new LoraOutput(input, Overwrites: true), CancellationToken.None));
        Assert.Contains("also an input", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(input));
    }

    [Fact]
    public void Tools_OverwriteOthersOnlyWhenTold()
    {
        var output = _folder.File("output.safetensors");
        File.WriteAllText(output, "mine");
        var error = Assert.Throws<UserErrorException>(() => ResizeLora.Run(Lora, new RankRule(2, 2), new LoraOutput(output), CancellationToken.None));
        Assert.Contains("--overwrite", error.Message, StringComparison.Ordinal);
        ResizeLora.Run(Lora, new RankRule(2, 2), new LoraOutput(output, Overwrites: true), CancellationToken.None);
        Assert.Equal([2], DescribeLora.Run(output, CancellationToken.None).Ranks.Keys);
    }

    [Fact]
    public void Resize_KeepsTheScaleAndSaysWhatWasDone()
    {
        var output = _folder.File("small.safetensors");
        ResizeLora.Run(Lora, new RankRule(100, 100, RankMethod.Frobenius, 0.8), new LoraOutput(output, "fp32"), CancellationToken.None);
        using var file = SafetensorsFile.Open(output);
        Assert.StartsWith("Dynamic resize with sv_fro: 0.8 from ", file.Metadata["ss_training_comment"], StringComparison.Ordinal);
        Assert.Equal("Dynamic", file.Metadata["ss_network_dim"]);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("1:2:3")]
    [InlineData("NaN")]
    public void Parse_OfWrongRatio_SaysWhatIsRight(string text) => Assert.Contains("TEXT:UNET", Assert.Throws<UserErrorException>(() => LoraRatio.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Merge_StoppedInTheMiddle_LeavesNoFile()
    {
        using var stop = new CancellationTokenSource();
        var output = _folder.File("half.safetensors");
        Assert.Throws<OperationCanceledException>(() => MergeLoras.IntoCheckpoint(TinyModel.Path, [Lora], [], true, new LoraOutput(output), done => { if (done > 0.3) stop.Cancel(); }, stop.Token));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }
}
