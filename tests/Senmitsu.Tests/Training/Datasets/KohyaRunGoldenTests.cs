using System.Text.Json;
using Senmitsu.Numerics.Images;
using Senmitsu.Tests.Testing;
using Senmitsu.Training.Datasets;

namespace Senmitsu.Tests.Training.Datasets;

/// <summary>The data set of a real sd-scripts run, as that run described it in its files.</summary>
[Trait("Category", Golden.Trait)]
public sealed class KohyaRunGoldenTests
{
    private static readonly TrainingImageSet Images = ImageFolder.Scan(Golden.Reference("kohya-run", "img"), ".txt");

    private static readonly BucketPlan Plan = new BucketPlanner(new BucketSettings
    {
        Resolution = new(256, 256),
        EnableBucket = true,
        MinSize = 128,
        MaxSize = 512,
        Steps = 64,
    }).Plan(Images.Images);

    [Fact]
    public void Scan_RealFolder_FindsEverySubsetAndCaption()
    {
        Assert.Empty(Images.Problems);
        var subset = Assert.Single(Images.Subsets);
        Assert.Equal(("3_ai_model_v1", 3, "ai_model_v1", 6), (subset.Name, subset.Repeats, subset.ClassTokens, subset.Images.Count));
        Assert.Equal(18, Images.ImagesPerEpoch);
        Assert.Equal("ai_model_v1, café terrace, naïve style", subset.Images[3].Caption);
    }

    [Fact]
    public void Plan_RealFolder_HasTheSameBucketsAndBatches()
    {
        Assert.Equal([(new ImageSize(192, 320), 6), (new(256, 256), 6), (new(320, 192), 6)], Plan.Buckets.Select(b => (b.Size, b.Images.Count)));
        Assert.Equal(9, new BatchOrder(Plan, batchSize: 2, seed: 42).BatchesPerEpoch);
    }

    [Fact]
    public void Metadata_RealFolder_IsTheSameText()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Golden.Reference("kohya-run", "metadata.json")));
        foreach (var file in document.RootElement.EnumerateObject())
        {
            var metadata = file.Value.GetProperty("metadata");
            Assert.Equal(metadata.GetProperty("ss_tag_frequency").GetString(), KohyaDatasetMetadata.TagFrequency(Images));
            Assert.Equal(metadata.GetProperty("ss_dataset_dirs").GetString(), KohyaDatasetMetadata.DatasetDirs(Images));
            Assert.Equal(metadata.GetProperty("ss_bucket_info").GetString(), KohyaDatasetMetadata.BucketInfo(Plan));
        }
    }
}
