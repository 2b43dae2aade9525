using Senmitsu.Models.Layers;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Unet;

/// <summary>Sinusoidal embedding of the timestep (Vaswani et al. 2017 §3.5; cosines first), then two linear layers.</summary>
internal sealed class TimestepEmbedding
{
    private const double MaxPeriod = 10000;

    private readonly int _channels;
    private readonly LinearLayer _linear1, _linear2;
    private readonly StageProbe _probe;

    public TimestepEmbedding(NetworkWeights weights, int channels, int width)
    {
        _probe = weights.Probe;
        _channels = channels;
        _linear1 = weights.Linear("time_embedding.linear_1", channels, width);
        _linear2 = weights.Linear("time_embedding.linear_2", width, width);
    }

    /// <summary>cos and sin of t·10000^(−i/half), i = 0…half−1.</summary>
    /// <param name="timesteps">[B] · float32, may be fractional. Borrowed.</param>
    /// <returns>[B, C] · float32. Caller owns it.</returns>
    public Tensor Project(Tensor timesteps)
    {
        using var scope = NewDisposeScope();
        var half = _channels / 2;
        var frequencies = arange(half, ScalarType.Float32, timesteps.device).mul_(-Math.Log(MaxPeriod) / half).exp_(); // [C/2]
        var angles = timesteps.to(ScalarType.Float32).unsqueeze(1).mul(frequencies.unsqueeze(0)); // [B, C/2]
        return cat([angles.cos(), angles.sin()], 1).MoveToOuterDisposeScope();
    }

    /// <summary>Embeds timesteps.</summary>
    /// <param name="timesteps">[B] · float32. Borrowed.</param>
    /// <param name="dataType">dtype of the network.</param>
    /// <returns>[B, time width]. Caller owns it.</returns>
    public Tensor Forward(Tensor timesteps, ScalarType dataType)
    {
        using var scope = NewDisposeScope();
        var hidden = F.silu(_linear1.Forward(_probe.Show("time_proj", Project(timesteps)).to(dataType)));
        return _probe.Show("time_embedding", _linear2.Forward(hidden)).MoveToOuterDisposeScope();
    }
}
