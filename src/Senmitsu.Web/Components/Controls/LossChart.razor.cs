using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Jobs.Kinds;

namespace Senmitsu.Web.Components.Controls;

/// <summary>The loss of a training by step: each batch thin, the average thick. Long runs are drawn with one point for several steps.</summary>
public sealed partial class LossChart : JobComponent
{
    private const int Width = 640, Height = 200, Left = 44, Bottom = 16, Top = 8, MostPoints = 400, GridLines = 4;

    private static string Text(double value, string format = "F1") => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>Razor keeps the element's name for itself, so it is written by hand; only numbers stand in it.</summary>
    private static MarkupString Label(double x, double y, string anchor, string number) => new($"<text x=\"{Text(x)}\" y=\"{Text(y)}\" text-anchor=\"{anchor}\">{number}</text>");

    private string Words(Curve curve) => string.Create(CultureInfo.InvariantCulture, $"{T(Phrases.AverageLoss)} {curve.Points[^1].Average:F4}");

    /// <summary>What one drawing shows: the losses are gathered and measured once, not for every point.</summary>
    private sealed class Curve
    {
        /// <summary>Part of the batches that the axis covers; a few outliers may leave it.</summary>
        private const double Covered = 0.98;

        private readonly double _least, _most;

        private Curve(List<LossPoint> points)
        {
            Points = points;
            (_least, _most) = Range(points);
        }

        public List<LossPoint> Points { get; }

        public IEnumerable<(double Y, string Text)> Lines => Enumerable.Range(0, GridLines).Select(i => _least + (_most - _least) * i / (GridLines - 1))
            .Select(value => (Y(value), value.ToString(_most < 10 ? "0.000" : "G3", CultureInfo.InvariantCulture)));

        public static Curve? Of(Job? job)
        {
            if (job is not TrainJob train) return null;
            var all = train.Losses.From(0);
            var stride = Math.Max(1, (all.Count + MostPoints - 1) / MostPoints);
            return new Curve([.. all.Chunk(stride).Select(part => part[^1] with { Loss = part.Average(point => point.Loss) })]);
        }

        public string Path(Func<LossPoint, double> value)
        {
            double first = Points[0].Step, last = Math.Max(Points[^1].Step, first + 1);
            var path = new StringBuilder();
            foreach (var point in Points.Where(point => double.IsFinite(value(point)))) path.Append(CultureInfo.InvariantCulture, $"{Left + (Width - Left) * (point.Step - first) / (last - first):F1},{Y(value(point)):F1} ");
            return path.ToString();
        }

        private static (double Least, double Most) Range(List<LossPoint> points)
        {
            var losses = points.SelectMany(point => new[] { point.Loss, point.Average }).Where(double.IsFinite).Order().ToList();
            if (losses.Count == 0) return (0, 1);
            var most = losses[Math.Min(losses.Count - 1, (int)(losses.Count * Covered))];
            return most > losses[0] ? (losses[0], most) : (losses[0] - 0.5, losses[0] + 0.5);
        }

        private double Y(double loss) => Top + (Height - Top - Bottom - 4) * (1 - Math.Clamp((loss - _least) / (_most - _least), 0, 1));
    }
}
