namespace Senmitsu.Training.Datasets;

/// <summary>Which pictures each training step of an epoch uses.</summary>
/// <remarks>
/// Every epoch uses each picture exactly as often as it is repeated. (In sd-scripts the first batch of an epoch still comes
/// from the order before, so a few pictures are seen twice and a few not at all.)
/// </remarks>
public sealed class BatchOrder
{
    private readonly IReadOnlyList<(BucketPlan Plan, int BatchSize)> _datasets;
    private readonly int _seed;

    /// <summary>The order of one data set.</summary>
    /// <inheritdoc cref="BatchOrder(IReadOnlyList{ValueTuple{BucketPlan, int}}, int)"/>
    public BatchOrder(BucketPlan plan, int batchSize, int seed)
        : this([(plan, batchSize)], seed)
    {
    }

    /// <summary>Fixes what the order depends on.</summary>
    /// <param name="datasets">The pictures and buckets of each data set and its pictures per batch, at least 1; the last batch of a bucket may have fewer.</param>
    /// <param name="seed">The order of epoch <c>e</c> depends on <paramref name="seed"/> + <c>e</c> alone.</param>
    public BatchOrder(IReadOnlyList<(BucketPlan Plan, int BatchSize)> datasets, int seed)
    {
        ArgumentNullException.ThrowIfNull(datasets);
        foreach (var (plan, batchSize) in datasets)
        {
            ArgumentNullException.ThrowIfNull(plan, nameof(datasets));
            ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1, nameof(datasets));
        }

        _datasets = datasets;
        _seed = seed;
        BatchesPerEpoch = datasets.Sum(set => set.Plan.Buckets.Sum(bucket => (bucket.Images.Count + set.BatchSize - 1) / set.BatchSize));
    }

    /// <summary>Batches in every epoch.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>The batches of an epoch; the same whenever and however often it is asked for.</summary>
    /// <param name="epoch">From 1, as epochs are counted in file names.</param>
    /// <returns>Batches never mix data sets; pictures are counted through all data sets.</returns>
    public IReadOnlyList<BatchPlan> ForEpoch(int epoch)
    {
        var random = new Random(unchecked(_seed + epoch));
        var batches = new List<BatchPlan>(BatchesPerEpoch);
        int first = 0;
        foreach (var (plan, batchSize) in _datasets)
        {
            foreach (var bucket in plan.Buckets)
            {
                int[] images = [.. bucket.Images.Select(image => first + image)];
                random.Shuffle(images);
                batches.AddRange(images.Chunk(batchSize).Select(chunk => new BatchPlan(bucket.Size, chunk)));
            }

            first += plan.Choices.Count;
        }

        var order = batches.ToArray();
        random.Shuffle(order);
        return order;
    }
}
