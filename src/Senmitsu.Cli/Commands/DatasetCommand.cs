using System.CommandLine;
using Senmitsu.Cli.Views;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio;
using Senmitsu.Studio.Datasets;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Cli.Commands;

/// <summary><c>senmitsu dataset check</c>: what a training would find, before it starts.</summary>
internal static class DatasetCommand
{
    private const string UsualResolution = "512,512", UsualCaptionExtension = ".txt";

    private static readonly Argument<string?> Folder = new("DIR") { Description = "Folder that holds folders such as 10_name.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> DatasetConfig = new("--dataset_config", "--dataset-config") { Description = "A file of data sets (.toml or .json) instead.", HelpName = "FILE" };
    private static readonly Option<string?> Regularization = new("--reg_data_dir", "--reg-data-dir") { Description = "Folder of regularisation pictures.", HelpName = "DIR" };
    private static readonly Option<string?> Resolution = new("--resolution") { Description = $"Training size. Default {UsualResolution}, or what the file of data sets says.", HelpName = "W,H" };
    private static readonly Option<bool> FixedSize = new("--no-buckets") { Description = "Cut all pictures to the resolution instead of sorting them into buckets." };
    private static readonly Option<int> MinBucket = new("--min_bucket_reso", "--min-bucket-reso") { Description = "Shortest side of a bucket. Default 256.", HelpName = "N", DefaultValueFactory = _ => 256 };
    private static readonly Option<int> MaxBucket = new("--max_bucket_reso", "--max-bucket-reso") { Description = "Longest side of a bucket. Default 1024.", HelpName = "N", DefaultValueFactory = _ => 1024 };
    private static readonly Option<bool> NoUpscale = new("--bucket_no_upscale", "--bucket-no-upscale") { Description = "Never enlarge pictures." };
    private static readonly Option<int> BatchSize = new("--train_batch_size", "--train-batch-size") { Description = "Pictures a batch, to count batches. Default 1.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> CaptionExtension = new("--caption_extension", "--caption-extension") { Description = $"Ending of caption files. Default {UsualCaptionExtension}, or what the file of data sets says.", HelpName = "EXT" };
    private static readonly Option<string?> Tokenizer = new("--tokenizer") { Description = "Folder with CLIP's vocab.json and merges.txt, to count tokens. Default: found, or not counted.", HelpName = "DIR" };
    private static readonly Option<int> Distance = new("--distance") { Description = $"Bits of 64 in which look-alikes may differ. Default {DatasetCheckRequest.UsualDistance}.", HelpName = "N", DefaultValueFactory = _ => DatasetCheckRequest.UsualDistance };
    private static readonly Option<bool> Strict = new("--strict") { Description = "Refuse pictures that cannot be read instead of leaving them out." };
    private static readonly Option<bool> Fix = new("--fix") { Description = "Build a right folder beside a wrong one, DIR-fixed; nothing is moved or deleted." };
    private static readonly Option<string?> Data = CommonOptions.Data();
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create()
    {
        var check = new Command("check", "Say what a training would find: counts, sizes, buckets, captions, duplicates, mistakes of layout.")
        {
            Folder, DatasetConfig, Regularization, Resolution, FixedSize, MinBucket, MaxBucket, NoUpscale, BatchSize, CaptionExtension, Tokenizer, Distance, Strict, Fix, Data, Json,
        };
        check.SetAction((result, token) => Task.FromResult(Check(result, token)));
        return new Command("dataset", "Look after training pictures.") { check };
    }

    private static int Check(ParseResult result, CancellationToken token)
    {
        if (result.GetValue(Distance) is < 0 or > 64) throw new UserErrorException($"--distance is {result.GetValue(Distance)}. Use 0 to 64 bits, usually {DatasetCheckRequest.UsualDistance}.");
        var dataset = Settings(result);
        var notes = new List<string>();
        if (result.GetValue(Fix) && dataset.DatasetConfig is null && FolderFix.Build(dataset.TrainDataDir, dataset.CaptionExtension, notes.Add) is { } mended) dataset = dataset with { TrainDataDir = mended };
        foreach (var note in notes) Console.Error.WriteLine($"note: {note}");

        using var studio = new StudioServices(result.GetValue(Data), Environment.GetEnvironmentVariable, TimeProvider.System);
        var report = studio.CheckDataset.Run(new DatasetCheckRequest(dataset, result.GetValue(Tokenizer), result.GetValue(Distance)), token);
        if (result.GetValue(Json)) JsonOutput.WriteLine(DatasetView.Summary(report, notes));
        else DatasetView.Write(Console.Out, report);
        return report.IsUsable ? ExitCodes.Done : ExitCodes.BadInput;
    }

    /// <summary>What a file of data sets leaves out is what a training would take: sd-scripts' defaults.</summary>
    private static DatasetSettings Settings(ParseResult result) => new()
    {
        TrainDataDir = result.GetValue(Folder) ?? "",
        DatasetConfig = result.GetValue(DatasetConfig),
        RegDataDir = result.GetValue(Regularization),
        Resolution = Size(result.GetValue(Resolution) ?? (result.GetValue(DatasetConfig) is null ? UsualResolution : null)),
        EnableBucket = !result.GetValue(FixedSize) && result.GetValue(DatasetConfig) is null,
        MinBucketReso = result.GetValue(MinBucket),
        MaxBucketReso = result.GetValue(MaxBucket),
        BucketNoUpscale = result.GetValue(NoUpscale),
        BatchSize = result.GetValue(BatchSize),
        CaptionExtension = result.GetValue(CaptionExtension) ?? (result.GetValue(DatasetConfig) is null ? UsualCaptionExtension : ImageFolder.DefaultCaptionExtension),
        MaskedLoss = true,
        IsStrict = result.GetValue(Strict),
    };

    private static ImageSize? Size(string? text)
    {
        if (text is null) return null;
        return KohyaResolution.TryParse(text, out var size) ? size : throw new UserErrorException($"--resolution {text} is no size. Use SIZE or WIDTH,HEIGHT, such as {UsualResolution}.");
    }
}
