using Senmitsu.Formats.Kohya;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Formats.Kohya;

public sealed class ModelFileHashesTests
{
    [Fact]
    public void Hashes_OfTheBaseModel_AreThoseThatSdScriptsWroteDown()
    {
        using var lora = SafetensorsFile.Open(Golden.Reference("kohya-run", "out", "ai_model_v1.safetensors"));
        var model = Golden.File(lora.Metadata["ss_sd_model_name"]);
        Assert.Equal(lora.Metadata["ss_sd_model_hash"], ModelFileHashes.Legacy(model));
        Assert.Equal(lora.Metadata["ss_new_sd_model_hash"], ModelFileHashes.Sha256(model, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Sha256_WhenCancelled_Stops() =>
        Assert.Throws<OperationCanceledException>(() => ModelFileHashes.Sha256(Golden.File("tiny-sd15.safetensors"), new CancellationToken(canceled: true)));
}
