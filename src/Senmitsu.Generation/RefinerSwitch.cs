using Senmitsu.Diffusion.Denoisers;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using static TorchSharp.torch;

namespace Senmitsu.Generation;

/// <summary>When and how the refiner takes over within a pass (A1111 modules/sd_samplers_common.py, apply_refiner).</summary>
/// <param name="active">The models.</param>
/// <param name="settings">When.</param>
/// <param name="guidance">The prompts of this pass by the refiner's text encoder. Borrowed.</param>
internal sealed class RefinerSwitch(ActiveModel active, RefinerSettings settings, Func<PromptGuidance> guidance)
{
    /// <summary>Watches a denoiser and replaces it at the right call.</summary>
    /// <param name="first">The denoiser by the model that begins the pass. Borrowed.</param>
    /// <param name="schedule">The training table.</param>
    /// <param name="calls">Calls of the whole pass.</param>
    /// <param name="cfgScale">Guidance strength.</param>
    /// <param name="create">Makes a model's denoiser.</param>
    /// <returns>The denoiser to sample with. Caller owns it.</returns>
    public Watched Watch(CfgDenoiser first, NoiseSchedule schedule, int calls, double cfgScale, Func<StableDiffusionModel, DiscreteDenoiser> create) =>
        new(first, (call, sigma) => IsDue(call, calls, sigma, schedule), call =>
        {
            active.Refine();
            return guidance().Guide(create(active.Model), cfgScale, call);
        });

    /// <summary>The share of the calls, or of the timesteps by the nearest one of σ, that is done.</summary>
    private bool IsDue(int call, int calls, float sigma, NoiseSchedule schedule)
    {
        if (!active.CanRefine) return false;
        const int LastTimestep = 999, Timesteps = 1000;
        var done = settings.SwitchesBySteps ? (double)call / calls : (double)(LastTimestep - schedule.NearestTimestep(sigma)) / Timesteps;
        return done >= settings.SwitchAt;
    }

    /// <summary>A denoiser that is replaced once. Owns the second.</summary>
    internal sealed class Watched(CfgDenoiser first, Func<int, float, bool> isDue, Func<int, CfgDenoiser> next) : IGuidedDenoiser, IDisposable
    {
        private CfgDenoiser? _second;
        private int _call;

        /// <inheritdoc/>
        public Tensor LastUnconditional => (_second ?? first).LastUnconditional;

        /// <inheritdoc/>
        public Tensor Denoise(Tensor x, float sigma)
        {
            if (_second is null && isDue(_call, sigma)) _second = next(_call);
            _call++;
            return (_second ?? first).Denoise(x, sigma);
        }

        /// <inheritdoc/>
        public void Dispose() => _second?.Dispose();
    }
}
