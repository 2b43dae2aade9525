using CsCheck;
using Senmitsu.Training.Datasets;

namespace Senmitsu.Tests.Training.Datasets;

public sealed class BatchOrderTests
{
    private static readonly Gen<BucketPlan> Plans =
        Gen.Select(Gen.Int[64, 1500], Gen.Int[64, 1500], Gen.Int[1, 5])
            .Select((w, h, repeats) => new TrainingImage("a.png", new(w, h), repeats, "", null)).Array[1, 40]
            .Select(images => new BucketPlanner(new BucketSettings { EnableBucket = true }).Plan(images));

    [Fact]
    public void ForEpoch_AnyPlan_UsesEveryPictureExactlyAsOftenAsItRepeats() =>
        Gen.Select(Plans, Gen.Int[1, 7], Gen.Int, Gen.Int[1, 1000]).Sample((plan, batchSize, seed, epoch) =>
        {
            var order = new BatchOrder(plan, batchSize, seed);
            var batches = order.ForEpoch(epoch);
            Assert.Equal(order.BatchesPerEpoch, batches.Count);
            Assert.Equal(plan.Buckets.SelectMany(b => b.Images).Order(), batches.SelectMany(b => b.Images).Order());
            Assert.All(batches, b => Assert.InRange(b.Images.Count, 1, batchSize));
            Assert.All(batches, b => Assert.All(b.Images, i => Assert.Equal(b.Size, plan.Choices[i].Bucket)));
            Assert.All(plan.Buckets, bucket => Assert.True(batches.Count(b => b.Size == bucket.Size && b.Images.Count < batchSize) <= 1));
        });

    [Fact]
    public void ForEpoch_SameSeedAndEpoch_IsTheSameAndOthersDiffer()
    {
        var images = Enumerable.Range(0, 50).Select(_ => new TrainingImage("a.png", new(512, 512), 1, "", null)).ToArray();
        var plan = new BucketPlanner(new BucketSettings()).Plan(images);
        int[] Flat(int seed, int epoch) => [.. new BatchOrder(plan, 4, seed).ForEpoch(epoch).SelectMany(b => b.Images)];
        Assert.Equal(Flat(42, 3), Flat(42, 3));
        Assert.NotEqual(Flat(42, 3), Flat(42, 4));
        Assert.NotEqual(Flat(42, 3), Flat(7, 3));
    }
}
