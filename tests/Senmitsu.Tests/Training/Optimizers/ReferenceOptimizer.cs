using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Optimizers.Adaptive;
using Senmitsu.Training.Optimizers.EightBit;
using Senmitsu.Training.Optimizers.ScheduleFree;

namespace Senmitsu.Tests.Training.Optimizers;

/// <summary>The published updates, written out element by element in float64 for tensors that know nothing of each other or of flat buffers.</summary>
internal sealed partial class ReferenceOptimizer(string name, OptimizerConstants constants)
{
    private double _d = double.NaN, _largest, _numerator;
    private int _t, _steps;

    public void Update(IReadOnlyList<ReferenceTensor> tensors)
    {
        _t++;
        switch (constants)
        {
            case AdamWSettings settings: AdamW(tensors, settings, decaysAfter: name.Contains("8bit", StringComparison.Ordinal)); break;
            case AdEmaMixSettings settings: AdEmaMix(tensors, settings); break;
            case LionSettings settings: Lion(tensors, settings); break;
            case SgdSettings settings: Sgd(tensors, settings, isNesterov: !name.Contains("8bit", StringComparison.Ordinal)); break;
            case AdafactorSettings settings: Adafactor(tensors, settings); break;
            case ProdigySettings settings: Prodigy(tensors, settings); break;
            case DAdaptationSettings settings when name == "DAdaptAdam": DAdaptAdam(tensors, settings); break;
            case DAdaptationSettings settings: DAdaptAdamPreprint(tensors, settings); break;
            case CameSettings settings: Came(tensors, settings); break;
            case DAdaptSgdSettings settings: DAdaptSgd(tensors, settings); break;
            case DAdaptAdaGradSettings settings: DAdaptAdaGrad(tensors, settings); break;
            case DAdaptAdanSettings settings when name == "DAdaptAdanIP": DAdaptAdanIp(tensors, settings); break;
            case DAdaptAdanSettings settings: DAdaptAdan(tensors, settings); break;
            case DAdaptLionSettings settings: DAdaptLion(tensors, settings); break;
            case ScheduleFreeSettings settings: AdamWScheduleFree(tensors, settings); break;
            case RAdamScheduleFreeSettings settings: RAdamScheduleFree(tensors, settings); break;
            case SgdScheduleFreeSettings settings: SgdScheduleFree(tensors, settings); break;
            default: throw new InvalidOperationException($"there is no reference for {name}");
        }
    }

    /// <summary>The average that schedule-free optimizers save: x of y = (1−β)z + βx.</summary>
    public static double[] Average(ReferenceTensor tensor, double beta)
    {
        var z = tensor.Memory("z", startsAtValues: true);
        return [.. tensor.Values.Select((y, i) => (y - (1 - beta) * z[i]) / beta)];
    }

    private void AdamW(IReadOnlyList<ReferenceTensor> tensors, AdamWSettings s, bool decaysAfter)
    {
        foreach (var p in tensors)
        {
            double[] m = p.Memory("m"), v = p.Memory("v");
            for (var i = 0; i < m.Length; i++)
            {
                var g = p.Gradient[i];
                if (!decaysAfter) p.Values[i] -= p.Rate * s.WeightDecay * p.Values[i];
                m[i] = s.Beta1 * m[i] + (1 - s.Beta1) * g;
                v[i] = s.Beta2 * v[i] + (1 - s.Beta2) * g * g;
                var mHat = m[i] / (1 - Math.Pow(s.Beta1, _t));
                var vHat = v[i] / (1 - Math.Pow(s.Beta2, _t));
                p.Values[i] -= p.Rate * mHat / (Math.Sqrt(vHat) + s.Epsilon);
                if (decaysAfter) p.Values[i] -= p.Rate * s.WeightDecay * p.Values[i];
            }
        }
    }

    private static void Lion(IReadOnlyList<ReferenceTensor> tensors, LionSettings s)
    {
        foreach (var p in tensors)
        {
            var m = p.Memory("m");
            for (var i = 0; i < m.Length; i++)
            {
                var g = p.Gradient[i];
                p.Values[i] = p.Values[i] * (1 - p.Rate * s.WeightDecay) - p.Rate * Math.Sign(s.Beta1 * m[i] + (1 - s.Beta1) * g);
                m[i] = s.Beta2 * m[i] + (1 - s.Beta2) * g;
            }
        }
    }

    private static void Sgd(IReadOnlyList<ReferenceTensor> tensors, SgdSettings s, bool isNesterov)
    {
        foreach (var p in tensors)
        {
            var b = p.Memory("b");
            for (var i = 0; i < b.Length; i++)
            {
                var g = p.Gradient[i] + s.WeightDecay * p.Values[i];
                b[i] = s.Momentum * b[i] + g;
                p.Values[i] -= p.Rate * (isNesterov ? g + s.Momentum * b[i] : b[i]);
            }
        }
    }

    private void Adafactor(IReadOnlyList<ReferenceTensor> tensors, AdafactorSettings s)
    {
        var beta2 = 1 - Math.Pow(_t, s.DecayRate);
        foreach (var p in tensors)
        {
            var rate = s.UsesRelativeStep ? Math.Min(s.WarmsUp ? 1e-6 * _t : 1e-2, 1 / Math.Sqrt(_t)) : p.Rate;
            if (s.ScalesByParameter) rate *= Math.Max(s.ScaleEpsilon, Rms(p.Values));

            // The last two sides are the matrix; the others count matrices.
            int n = (int)p.Shape[^2], m = (int)p.Shape[^1], matrices = p.Values.Length / (n * m);
            double[] row = p.Memory("row", length: matrices * n), column = p.Memory("column", length: matrices * m);
            var update = new double[p.Values.Length];
            for (var k = 0; k < matrices; k++)
            {
                double Square(int i, int j) => p.Gradient[(k * n + i) * m + j] * p.Gradient[(k * n + i) * m + j] + s.SquareEpsilon;
                for (var i = 0; i < n; i++) row[k * n + i] = beta2 * row[k * n + i] + (1 - beta2) * Enumerable.Range(0, m).Average(j => Square(i, j));
                for (var j = 0; j < m; j++) column[k * m + j] = beta2 * column[k * m + j] + (1 - beta2) * Enumerable.Range(0, n).Average(i => Square(i, j));
                var rowMean = row[(k * n)..((k + 1) * n)].Average();
                for (var i = 0; i < n; i++)
                    for (var j = 0; j < m; j++) update[(k * n + i) * m + j] = p.Gradient[(k * n + i) * m + j] / Math.Sqrt(row[k * n + i] * column[k * m + j] / rowMean);
            }

            var clip = Math.Max(1, Rms(update) / s.ClipThreshold);
            var mean = p.Memory("mean");
            for (var i = 0; i < update.Length; i++)
            {
                var step = rate * update[i] / clip;
                if (s.Beta1 is { } beta1) step = mean[i] = beta1 * mean[i] + (1 - beta1) * step;
                p.Values[i] = p.Values[i] * (1 - rate * s.WeightDecay) - step;
            }
        }
    }

    private void Prodigy(IReadOnlyList<ReferenceTensor> tensors, ProdigySettings s)
    {
        if (double.IsNaN(_d)) _d = _largest = s.InitialStepSize;
        foreach (var p in tensors) p.Memory("p0", startsAtValues: true);
        var rate = tensors[0].Rate;
        if (rate == 0)
        {
            _t--;
            return;
        }

        var correction = s.CorrectsBias ? Math.Sqrt(1 - Math.Pow(s.Beta2, _t)) / (1 - Math.Pow(s.Beta1, _t)) : 1;
        double d = _d, dRate = _d * rate * correction, beta3 = s.Beta3 ?? Math.Sqrt(s.Beta2), denominator = 0;
        _numerator *= beta3;
        foreach (var p in tensors)
        {
            double[] m = p.Memory("m"), v = p.Memory("v"), sum = p.Memory("s"), start = p.Memory("p0");
            for (var i = 0; i < m.Length; i++)
            {
                var g = p.Gradient[i] + (s.IsDecoupled ? 0 : s.WeightDecay * p.Values[i]);
                m[i] = s.Beta1 * m[i] + (1 - s.Beta1) * d * g;
                v[i] = s.Beta2 * v[i] + (1 - s.Beta2) * d * d * g * g;
                if (i % s.SlicePeriod != 0) continue;
                _numerator += d / s.InitialStepSize * dRate * g * (start[i] - p.Values[i]);
                sum[i] = beta3 * sum[i] + d / s.InitialStepSize * (s.SafeguardsWarmup ? d : dRate) * g;
                denominator += Math.Abs(sum[i]);
            }
        }

        var estimate = s.StepSizeFactor * _numerator / denominator;
        if (_d == s.InitialStepSize) _d = Math.Max(_d, estimate);
        _largest = Math.Max(_largest, estimate);
        _d = Math.Min(_largest, _d * s.GrowthRate);
        foreach (var p in tensors)
        {
            double[] m = p.Memory("m"), v = p.Memory("v");
            for (var i = 0; i < m.Length; i++)
            {
                if (s.IsDecoupled) p.Values[i] -= s.WeightDecay * dRate * p.Values[i];
                p.Values[i] -= dRate * m[i] / (Math.Sqrt(v[i]) + _d * s.Epsilon);
            }
        }
    }

    private static void Came(IReadOnlyList<ReferenceTensor> tensors, CameSettings s)
    {
        foreach (var p in tensors)
        {
            var update = Scaled(p, p.Gradient, p.Gradient, s.SquareEpsilon, s.Beta2, "square");
            var clip = Math.Max(1, Rms(update) / s.ClipThreshold);
            var mean = p.Memory("mean");
            for (var i = 0; i < mean.Length; i++) mean[i] = s.Beta1 * mean[i] + (1 - s.Beta1) * (update[i] /= clip);
            var step = Scaled(p, [.. update.Zip(mean, (u, m) => u - m)], mean, s.InstabilityEpsilon, s.Beta3, "instability");
            for (var i = 0; i < mean.Length; i++) p.Values[i] = p.Values[i] * (1 - p.Rate * s.WeightDecay) - p.Rate * step[i];
        }
    }

    /// <summary>x over the root of the factored mean of squares.</summary>
    private static double[] Scaled(ReferenceTensor p, double[] squared, double[] x, double epsilon, double decay, string name)
    {
        int n = (int)p.Shape[^2], m = (int)p.Shape[^1], count = squared.Length / (n * m);
        double[] row = p.Memory(name + " row", length: count * n), column = p.Memory(name + " column", length: count * m), scaled = new double[x.Length];
        for (var k = 0; k < count; k++)
        {
            double Square(int i, int j) => Math.Pow(squared[(k * n + i) * m + j], 2) + epsilon;
            for (var i = 0; i < n; i++) row[k * n + i] = decay * row[k * n + i] + (1 - decay) * Enumerable.Range(0, m).Average(j => Square(i, j));
            for (var j = 0; j < m; j++) column[k * m + j] = decay * column[k * m + j] + (1 - decay) * Enumerable.Range(0, n).Average(i => Square(i, j));
            var rowMean = row[(k * n)..((k + 1) * n)].Average();
            for (var i = 0; i < n; i++)
                for (var j = 0; j < m; j++) scaled[(k * n + i) * m + j] = x[(k * n + i) * m + j] / Math.Sqrt(row[k * n + i] * column[k * m + j] / rowMean);
        }

        return scaled;
    }

    private void AdamWScheduleFree(IReadOnlyList<ReferenceTensor> tensors, ScheduleFreeSettings s) => ScheduleFree(
        tensors, s.Beta1, s.AveragePower, s.RatePower, s.WeightDecay, _t <= s.WarmupSteps ? (double)_t / s.WarmupSteps : 1, (p, i) =>
        {
            var v = p.Memory("v");
            v[i] = s.Beta2 * v[i] + (1 - s.Beta2) * p.Gradient[i] * p.Gradient[i];
            return p.Gradient[i] / (Math.Sqrt(v[i] / (1 - Math.Pow(s.Beta2, _t))) + s.Epsilon);
        });

    private void RAdamScheduleFree(IReadOnlyList<ReferenceTensor> tensors, RAdamScheduleFreeSettings s)
    {
        var longest = 2 / (1 - s.Beta2) - 1;
        var length = longest - 2 * _t * Math.Pow(s.Beta2, _t) / (1 - Math.Pow(s.Beta2, _t));
        var rectification = length > 4
            ? Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length))
            : s.WaitsForVariance ? 0 : 1;
        ScheduleFree(tensors, s.Beta1, s.AveragePower, s.RatePower, s.WeightDecay, rectification, (p, i) =>
        {
            var v = p.Memory("v");
            v[i] = s.Beta2 * v[i] + (1 - s.Beta2) * p.Gradient[i] * p.Gradient[i];
            return length > 4 ? p.Gradient[i] / (Math.Sqrt(v[i] / (1 - Math.Pow(s.Beta2, _t))) + s.Epsilon) : p.Gradient[i];
        });
    }

    private void SgdScheduleFree(IReadOnlyList<ReferenceTensor> tensors, SgdScheduleFreeSettings s) => ScheduleFree(
        tensors, s.Momentum, s.AveragePower, s.RatePower, s.WeightDecay, _t <= s.WarmupSteps ? (double)_t / s.WarmupSteps : 1, (p, i) => p.Gradient[i]);

    /// <summary>The paper's three sequences: z takes the step, x averages z, y lies between.</summary>
    private void ScheduleFree(IReadOnlyList<ReferenceTensor> tensors, double beta, double averagePower, double ratePower, double decay, double factor, Func<ReferenceTensor, int, double> direction)
    {
        foreach (var p in tensors)
        {
            double[] z = p.Memory("z", startsAtValues: true), x = p.Memory("x", startsAtValues: true), sums = p.Memory("sums", length: 2);
            var rate = p.Rate * factor;
            sums[0] = Math.Max(sums[0], rate);
            var weight = Math.Pow(_t, averagePower) * Math.Pow(sums[0], ratePower);
            sums[1] += weight;
            var share = sums[1] == 0 ? 0 : weight / sums[1];
            for (var i = 0; i < z.Length; i++)
            {
                z[i] -= rate * (direction(p, i) + decay * p.Values[i]);
                x[i] = (1 - share) * x[i] + share * z[i];
                p.Values[i] = (1 - beta) * z[i] + beta * x[i];
            }
        }
    }

    private static double Rms(double[] x) => Math.Sqrt(x.Average(value => value * value));
}
