using Senmitsu.Training.Optimizers.Adaptive;

namespace Senmitsu.Tests.Training.Optimizers;

/// <content>The optimizers of D-Adaptation.</content>
internal sealed partial class ReferenceOptimizer
{
    private void DAdaptAdam(IReadOnlyList<ReferenceTensor> tensors, DAdaptationSettings s)
    {
        if (double.IsNaN(_d)) _d = s.InitialStepSize;
        if (tensors[0].Rate == 0)
        {
            _t--;
            return;
        }

        var correction = s.CorrectsBias ? Math.Sqrt(1 - Math.Pow(s.Beta2, _t)) / (1 - Math.Pow(s.Beta1, _t)) : 1;
        double dRate = _d * tensors[0].Rate * correction, root = Math.Sqrt(s.Beta2), inner = 0, length = 0;
        foreach (var p in tensors)
        {
            double[] m = p.Memory("m"), v = p.Memory("v"), sum = p.Memory("s");
            for (var i = 0; i < m.Length; i++)
            {
                var g = p.Gradient[i] + (s.IsDecoupled ? 0 : s.WeightDecay * p.Values[i]);
                inner += dRate * g * sum[i] / (Math.Sqrt(v[i]) + s.Epsilon);
                m[i] = s.Beta1 * m[i] + (1 - s.Beta1) * dRate * g;
                v[i] = s.Beta2 * v[i] + (1 - s.Beta2) * g * g;
                sum[i] = root * sum[i] + (1 - root) * dRate * g;
                length += Math.Abs(sum[i]);
            }
        }

        _numerator = root * _numerator + (1 - root) * inner;
        _d = Math.Max(_d, Math.Min(_numerator / ((1 - root) * length), _d * s.GrowthRate));
        AdaptedStep(tensors, s, dRate);
    }

    private void DAdaptAdamPreprint(IReadOnlyList<ReferenceTensor> tensors, DAdaptationSettings s)
    {
        if (double.IsNaN(_d)) _d = s.InitialStepSize;
        if (tensors[0].Rate == 0) return;
        double dRate = _d * tensors[0].Rate, gradientSquares = 0, sumSquares = 0, length = 0;
        foreach (var p in tensors)
        {
            double[] m = p.Memory("m"), v = p.Memory("v"), sum = p.Memory("s");
            for (var i = 0; i < m.Length; i++)
            {
                var g = p.Gradient[i] + (s.IsDecoupled ? 0 : s.WeightDecay * p.Values[i]);
                m[i] = s.Beta1 * m[i] + (1 - s.Beta1) * dRate * g;
                v[i] = s.Beta2 * v[i] + (1 - s.Beta2) * g * g;
                sum[i] = s.Beta2 * sum[i] + (1 - s.Beta2) * dRate * g;
                gradientSquares += g * g / (Math.Sqrt(v[i]) + s.Epsilon);
                sumSquares += sum[i] * sum[i] / (Math.Sqrt(v[i]) + s.Epsilon);
                length += Math.Abs(sum[i]);
            }
        }

        _numerator = s.Beta2 * _numerator + (1 - s.Beta2) * dRate * dRate * gradientSquares;
        _d = Math.Max(_d, Math.Min((sumSquares / (1 - s.Beta2) - _numerator) / length, _d * s.GrowthRate));
        AdaptedStep(tensors, s, dRate);
    }

    private static void AdaptedStep(IReadOnlyList<ReferenceTensor> tensors, DAdaptationSettings s, double dRate)
    {
        foreach (var p in tensors)
        {
            double[] m = p.Memory("m"), v = p.Memory("v");
            for (var i = 0; i < m.Length; i++) p.Values[i] = p.Values[i] * (1 - (s.IsDecoupled ? s.WeightDecay * dRate : 0)) - m[i] / (Math.Sqrt(v[i]) + s.Epsilon);
        }
    }

    private void DAdaptAdan(IReadOnlyList<ReferenceTensor> tensors, DAdaptAdanSettings s)
    {
        if (double.IsNaN(_d)) _d = s.InitialStepSize;
        double dRate = _d * tensors[0].Rate, gradientSquares = 0, sumSquares = 0, length = 0;
        foreach (var p in tensors)
        {
            double[] m = p.Memory("m"), u = p.Memory("u"), v = p.Memory("v"), sum = p.Memory("s"), last = p.Memory("g");
            for (var i = 0; i < m.Length; i++)
            {
                // A step at rate 0 before any other does not count, except for the squares.
                var (g, change) = (p.Gradient[i], _steps == 0 ? 0 : p.Gradient[i] - last[i]);
                m[i] = s.Beta1 * m[i] + (1 - s.Beta1) * dRate * g;
                u[i] = s.Beta2 * u[i] + (1 - s.Beta2) * dRate * change;
                v[i] = s.Beta3 * v[i] + (1 - s.Beta3) * Math.Pow(g + s.Beta2 * change, 2);
                sum[i] = s.Beta3 * sum[i] + (1 - s.Beta3) * dRate * g;
                gradientSquares += g * g / (Math.Sqrt(v[i]) + s.Epsilon);
                sumSquares += sum[i] * sum[i] / (Math.Sqrt(v[i]) + s.Epsilon);
                length += Math.Abs(sum[i]);
            }
        }

        if (length == 0) return;
        _steps++;
        _numerator = s.Beta3 * _numerator + (1 - s.Beta3) * dRate * dRate * gradientSquares;
        _d = Math.Max(_d, Math.Min((sumSquares / (1 - s.Beta3) - _numerator) / length, _d * s.GrowthRate));
        foreach (var p in tensors)
        {
            double[] m = p.Memory("m"), u = p.Memory("u"), v = p.Memory("v"), last = p.Memory("g");
            for (var i = 0; i < m.Length; i++)
            {
                var update = (m[i] + s.Beta2 * u[i]) / (Math.Sqrt(v[i]) + s.Epsilon);
                p.Values[i] = s.DecaysBefore ? p.Values[i] * (1 - dRate * s.WeightDecay) - update : (p.Values[i] - update) / (1 + dRate * s.WeightDecay);
                last[i] = p.Gradient[i];
            }
        }
    }

    private void DAdaptAdanIp(IReadOnlyList<ReferenceTensor> tensors, DAdaptAdanSettings s)
    {
        if (double.IsNaN(_d)) _d = s.InitialStepSize;
        double dRate = _d * tensors[0].Rate, inner = 0, length = 0;
        foreach (var p in tensors)
        {
            double[] m = p.Memory("m"), u = p.Memory("u"), v = p.Memory("v"), sum = p.Memory("s"), last = p.Memory("g");
            for (var i = 0; i < m.Length; i++)
            {
                var (g, change) = (p.Gradient[i], _steps == 0 ? 0 : p.Gradient[i] - last[i]);
                inner += dRate * g * sum[i] / (Math.Sqrt(v[i]) + s.Epsilon);
                m[i] = s.Beta1 * m[i] + (1 - s.Beta1) * dRate * g;
                u[i] = s.Beta2 * u[i] + (1 - s.Beta2) * dRate * change;
                v[i] = s.Beta3 * v[i] + (1 - s.Beta3) * Math.Pow(g + s.Beta2 * change, 2);
                sum[i] = s.Beta3 * sum[i] + (1 - s.Beta3) * dRate * g;
                length += Math.Abs(sum[i]);
            }
        }

        if (length == 0) return;
        _steps++;
        _numerator = s.Beta3 * _numerator + (1 - s.Beta3) * inner;
        _d = Math.Max(_d, Math.Min(2 * s.Beta3 / (1 - s.Beta3) * _numerator / length, _d * s.GrowthRate));
        foreach (var p in tensors)
        {
            double[] m = p.Memory("m"), u = p.Memory("u"), v = p.Memory("v"), last = p.Memory("g");
            for (var i = 0; i < m.Length; i++)
            {
                var update = (m[i] + s.Beta2 * u[i]) / (Math.Sqrt(v[i]) + s.Epsilon);
                p.Values[i] = s.DecaysBefore ? p.Values[i] * (1 - dRate * s.WeightDecay) - update : (p.Values[i] - update) / (1 + dRate * s.WeightDecay);
                last[i] = p.Gradient[i];
            }
        }
    }

    private void DAdaptSgd(IReadOnlyList<ReferenceTensor> tensors, DAdaptSgdSettings s)
    {
        if (double.IsNaN(_d)) _d = s.InitialStepSize;
        foreach (var p in tensors) p.Memory("x0", startsAtValues: true);
        if (_largest == 0) _largest = Math.Sqrt(tensors.Sum(p => p.Gradient.Sum(g => g * g)));
        double step = _d * tensors[0].Rate / _largest, gradientSquares = 0, sumSquares = 0;
        foreach (var p in tensors)
        {
            var sum = p.Memory("s");
            for (var i = 0; i < sum.Length; i++)
            {
                var g = p.Gradient[i] + s.WeightDecay * p.Values[i];
                gradientSquares += step * step * g * g;
                sum[i] += step * g;
                sumSquares += sum[i] * sum[i];
            }
        }

        if (sumSquares == 0)
        {
            _largest = 0;
            return;
        }

        _numerator += gradientSquares;
        if (step > 0) _d = Math.Max(_d, Math.Min((sumSquares - _numerator) / Math.Sqrt(sumSquares), _d * s.GrowthRate));
        foreach (var p in tensors)
        {
            double[] sum = p.Memory("s"), start = p.Memory("x0");
            for (var i = 0; i < sum.Length; i++) p.Values[i] = s.Momentum * p.Values[i] + (1 - s.Momentum) * (start[i] - sum[i]);
        }
    }

    private void DAdaptAdaGrad(IReadOnlyList<ReferenceTensor> tensors, DAdaptAdaGradSettings s)
    {
        if (double.IsNaN(_d)) _d = s.InitialStepSize;
        double dRate = _d * tensors[0].Rate, sumSquares = 0, length = 0;
        foreach (var p in tensors)
        {
            double[] sum = p.Memory("s"), squares = p.Memory("a");
            p.Memory("x0", startsAtValues: true);
            for (var i = 0; i < sum.Length; i++)
            {
                var g = p.Gradient[i] + s.WeightDecay * p.Values[i];
                squares[i] += g * g;
                var root = Math.Sqrt(1e-6 + squares[i]) + s.Epsilon;
                sum[i] += dRate * g;
                _numerator += dRate * dRate * g * g / root;
                sumSquares += sum[i] * sum[i] / root;
                length += Math.Abs(sum[i]);
            }
        }

        if (length == 0) return;
        if (dRate > 0) _d = Math.Max(_d, Math.Min((sumSquares - _numerator) / length, _d * s.GrowthRate));
        foreach (var p in tensors)
        {
            double[] sum = p.Memory("s"), squares = p.Memory("a"), start = p.Memory("x0");
            for (var i = 0; i < sum.Length; i++)
                p.Values[i] = s.Momentum * p.Values[i] + (1 - s.Momentum) * (start[i] - sum[i] / (Math.Sqrt(1e-6 + squares[i]) + s.Epsilon));
        }
    }

    private void DAdaptLion(IReadOnlyList<ReferenceTensor> tensors, DAdaptLionSettings s)
    {
        if (double.IsNaN(_d)) _d = s.InitialStepSize;
        double dRate = _d * tensors[0].Rate, root = Math.Sqrt(s.Beta2), inner = 0, length = 0;
        if (dRate == 0) return;
        foreach (var p in tensors)
        {
            double[] m = p.Memory("m"), sum = p.Memory("s");
            for (var i = 0; i < m.Length; i++)
            {
                var sign = Math.Sign(s.Beta1 * m[i] + (1 - s.Beta1) * p.Gradient[i]);
                p.Values[i] = p.Values[i] * (1 - dRate * s.WeightDecay) - dRate * sign;
                m[i] = s.Beta2 * m[i] + (1 - s.Beta2) * dRate * p.Gradient[i];
                inner += dRate * sign * sum[i];
                sum[i] = root * sum[i] + (1 - root) * dRate * sign;
                length += Math.Abs(sum[i]);
            }
        }

        _numerator = root * _numerator + (1 - root) * inner;
        _d = Math.Max(_d, _numerator / ((1 - root) * length));
    }
}
