using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Models.Clip;
using Senmitsu.Numerics;
using Senmitsu.Numerics.Images;
using Senmitsu.Training.Events;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Training;

/// <summary>
/// Tries a few real steps of a planned run, in its batch sizes, and extrapolates: a formula would have to know every processor.
/// Nothing is written.
/// </summary>
/// <param name="model">The base model. Borrowed.</param>
/// <param name="settings">Valid settings.</param>
/// <param name="plan">The plan.</param>
/// <param name="clock">Source of times.</param>
public sealed class TrainingTrial(StableDiffusionModel model, TrainingSettings settings, TrainingPlan plan, TimeProvider clock)
{
    private const int MostShapes = 3;

    /// <summary>Runs the trial: the most frequent batch shapes, twice each, and one picture through the encoder.</summary>
    /// <param name="token">Tested before each step.</param>
    public TrainingEstimate Run(CancellationToken token)
    {
        PeakMemory.Reset();
        var shapes = plan.Order.ForEpoch(1).GroupBy(batch => (batch.Size, batch.Images.Count)).Select(group => new Shape(group.Key.Size, group.Key.Count, group.Count()))
            .OrderByDescending(shape => shape.Batches).ThenByDescending(shape => shape.Work).ToList();
        token.ThrowIfCancellationRequested();
        var encoding = plan.Images.Count * Time(() => Encode(shapes[0].Size)).TotalSeconds;
        model.ReleaseVae();
        var measured = Measure(shapes.Take(MostShapes), token);

        // Shapes that were not tried take as long as the nearest that was, in proportion to their pixels.
        var epoch = shapes.Sum(shape => shape.Batches * (measured.TryGetValue(shape, out var seconds) ? seconds : FromNearest(shape, measured)));
        var perStep = epoch / plan.UpdatesPerEpoch;
        return new TrainingEstimate(perStep, TimeSpan.FromSeconds(encoding + perStep * plan.TotalSteps), PeakMemory.Bytes());
    }

    private static double FromNearest(Shape shape, Dictionary<Shape, double> measured)
    {
        var (nearest, seconds) = measured.MinBy(pair => Math.Abs(pair.Key.Work - shape.Work));
        return seconds * shape.Work / nearest.Work;
    }

    /// <summary>Seconds of a forward and backward pass and an update, by shape.</summary>
    private Dictionary<Shape, double> Measure(IEnumerable<Shape> shapes, CancellationToken token)
    {
        using var generator = new Generator(0, CPU);
        using var trained = new TrainedNetwork(model, settings, generator, new Progress<TrainingEvent>());
        var seconds = new Dictionary<Shape, double>();
        foreach (var shape in shapes)
        {
            for (var i = 0; i < 2; i++) // the first prepares kernels and memory
            {
                token.ThrowIfCancellationRequested();
                seconds[shape] = Time(() => Step(shape, trained.Step, trained.Optimizer)).TotalSeconds;
            }
        }

        return seconds;
    }

    private void Step(Shape shape, TrainingStep step, IOptimizer optimizer)
    {
        using var scope = NewDisposeScope();
        var latent = randn([shape.Pictures, model.Unet.Config.InputChannels, shape.Size.Height / GenerationSettings.SizeStep, shape.Size.Width / GenerationSettings.SizeStep]).to(model.Device);
        long chunks = settings.Dataset.LongTokenLength is { } length ? length / 75 : 1;
        long[] ids = chunks == 1 ? [shape.Pictures, ClipTokenizer.ContextLength] : [shape.Pictures, chunks, ClipTokenizer.ContextLength];
        step.Run(new StepInputs(latent, randn_like(latent), full([shape.Pictures], 500, ScalarType.Int64, model.Device), ones(ids, ScalarType.Int64, model.Device)), 1);
        GradientClipping.Clip(optimizer.Groups, GradientClipping.Norm(optimizer.Groups), settings.Optimizer.MaxGradNorm);
        optimizer.Update();
        foreach (var group in optimizer.Groups) group.ClearGradients();
    }

    private void Encode(ImageSize size)
    {
        using var scope = NewDisposeScope();
        model.EncodeDistribution(zeros([1, 3, size.Height, size.Width], device: model.Device)).Dispose();
    }

    private TimeSpan Time(Action work)
    {
        var started = clock.GetTimestamp();
        work();
        return clock.GetElapsedTime(started);
    }

    /// <summary>Batches of one size.</summary>
    private readonly record struct Shape(ImageSize Size, int Pictures, int Batches)
    {
        public double Work => (double)Size.Width * Size.Height * Pictures;
    }
}
