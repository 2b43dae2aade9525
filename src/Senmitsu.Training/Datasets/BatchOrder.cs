namespace Senmitsu.Training.Datasets;

/// <summary>Which pictures each training step of an epoch uses.</summary>
/// <remarks>
/// Every epoch uses each picture exactly as often as it is repeated. (In sd-scripts the first batch of an epoch still comes
/// from the order before, so a few pictures are seen twice and a few not at all.)
/// </remarks>
public sealed class BatchOrder
{
    private readonly BucketPlan _plan;
    private readonly int _batchSize;
    private readonly int _seed;

    /// <summary>Fixes what the order depends on.</summary>
    /// <param name="plan">The pictures and their buckets.</param>
    /// <param name="batchSize">Pictures per batch, at least 1; the last batch of a bucket may have fewer.</param>
    /// <param name="seed">The order of epoch <c>e</c> depends on <paramref name="seed"/> + <c>e</c> alone.</param>
    public BatchOrder(BucketPlan plan, int batchSize, int seed)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        _plan = plan;
        _batchSize = batchSize;
        _seed = seed;
        BatchesPerEpoch = plan.Buckets.Sum(bucket => (bucket.Images.Count + batchSize - 1) / batchSize);
    }

    /// <summary>Batches in every epoch.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>The batches of an epoch; the same whenever and however often it is asked for.</summary>
    /// <param name="epoch">From 1, as epochs are counted in file names.</param>
    public IReadOnlyList<BatchPlan> ForEpoch(int epoch)
    {
        var random = new Random(unchecked(_seed + epoch));
        var batches = new List<BatchPlan>(BatchesPerEpoch);
        foreach (var bucket in _plan.Buckets)
        {
            int[] images = [.. bucket.Images];
            random.Shuffle(images);
            batches.AddRange(images.Chunk(_batchSize).Select(chunk => new BatchPlan(bucket.Size, chunk)));
        }

        var order = batches.ToArray();
        random.Shuffle(order);
        return order;
    }
}
