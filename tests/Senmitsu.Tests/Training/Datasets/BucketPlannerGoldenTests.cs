using System.Text.Json;
using Senmitsu.Numerics.Images;
using Senmitsu.Tests.Testing;
using Senmitsu.Training.Datasets;

namespace Senmitsu.Tests.Training.Datasets;

/// <summary>Buckets against those of sd-scripts, for every entry of buckets.json.</summary>
[Trait("Category", Golden.Trait)]
public sealed class BucketPlannerGoldenTests
{
    private static readonly JsonElement[] Entries =
        [.. JsonDocument.Parse(File.ReadAllBytes(Golden.File("buckets.json"))).RootElement.EnumerateArray()];

    [Fact]
    public void Sizes_EveryConfiguration_EqualReference()
    {
        Assert.NotEmpty(Entries);
        foreach (var entry in Entries)
            Assert.Equal(entry.GetProperty("buckets").EnumerateArray().Select(Size), Planner(entry.GetProperty("config")).Sizes);
    }

    [Fact]
    public void TryChoose_EveryPicture_EqualsReference()
    {
        foreach (var entry in Entries)
        {
            var planner = Planner(entry.GetProperty("config"));
            foreach (var image in entry.GetProperty("images").EnumerateArray())
            {
                var size = Size(image.GetProperty("size"));
                var where = $"{size} in {entry.GetProperty("config")}";
                bool isChosen = planner.TryChoose(size, out var choice);
                if (image.TryGetProperty("error", out _))
                {
                    Assert.True(!isChosen || choice.Bucket.Area == 0, where);
                    continue;
                }

                Assert.True(isChosen, where);
                Assert.True(Size(image.GetProperty("bucket")) == choice.Bucket, $"{where}: bucket {choice.Bucket}");
                Assert.True(Size(image.GetProperty("resized")) == choice.Resized, $"{where}: resized {choice.Resized}");
                Assert.Equal(image.GetProperty("ar_error").GetDouble(), choice.AspectError);
                var window = choice.CropWindow;
                AssertWindow(image.GetProperty("crop_ltrb"), [window.Left, window.Top, window.Right, window.Bottom], where);
            }
        }
    }

    /// <summary>The file may hold whole numbers, which are ours with the fraction cut off.</summary>
    private static void AssertWindow(JsonElement expected, double[] actual, string where)
    {
        for (int i = 0; i < 4; i++)
        {
            bool isWhole = expected[i].TryGetInt64(out long whole);
            Assert.True(isWhole ? whole == (long)actual[i] || whole == actual[i] : expected[i].GetDouble() == actual[i],
                $"{where}: crop {string.Join(", ", actual)}, expected {expected}");
        }
    }

    private static BucketPlanner Planner(JsonElement config) => new(new BucketSettings
    {
        Resolution = Size(config.GetProperty("max_reso")),
        EnableBucket = true,
        MinSize = config.GetProperty("min_size").GetInt32(),
        MaxSize = config.GetProperty("max_size").GetInt32(),
        Steps = config.GetProperty("reso_steps").GetInt32(),
        NoUpscale = config.GetProperty("no_upscale").GetBoolean(),
    });

    private static ImageSize Size(JsonElement pair) => new(pair[0].GetInt32(), pair[1].GetInt32());
}
