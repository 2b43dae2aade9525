using Senmitsu.Training.Optimizers.Adaptive;
using Senmitsu.Training.Optimizers.EightBit;
using Senmitsu.Training.Optimizers.ScheduleFree;

namespace Senmitsu.Training.Optimizers;

/// <summary>The optimizers by the names that sd-scripts gives them.</summary>
internal static class OptimizerCatalog
{
    private const string NotPaged = "keeps its state in ordinary memory: the same algorithm without paging";

    /// <summary>All optimizers.</summary>
    public static IReadOnlyList<OptimizerEntry> All { get; } =
    [
        OptimizerEntry.Of<AdamWSettings>("AdamW", (groups, constants) => new AdamW(groups, constants)),
        OptimizerEntry.Of<AdamWSettings>("AdamW8bit", (groups, constants) => new AdamW8bit(groups, constants)),
        OptimizerEntry.Of<AdamWSettings>("PagedAdamW8bit", (groups, constants) => new AdamW8bit(groups, constants, "bitsandbytes.optim.adamw.PagedAdamW8bit")) with { Note = NotPaged },
        OptimizerEntry.Of<AdamWSettings>("PagedAdamW", (groups, constants) => new AdamW(groups, constants, "bitsandbytes.optim.adamw.PagedAdamW")) with { Note = NotPaged },
        OptimizerEntry.Of<AdamWSettings>("PagedAdamW32bit", (groups, constants) => new AdamW(groups, constants, "bitsandbytes.optim.adamw.PagedAdamW32bit")) with { Note = NotPaged },
        OptimizerEntry.Of<AdEmaMixSettings>("bitsandbytes.optim.AdEMAMix8bit", (groups, constants) => new AdEmaMix8bit(groups, constants)),
        OptimizerEntry.Of<AdEmaMixSettings>("bitsandbytes.optim.PagedAdEMAMix8bit", (groups, constants) => new AdEmaMix8bit(groups, constants, "bitsandbytes.optim.ademamix.PagedAdEMAMix8bit")) with { Note = NotPaged },
        OptimizerEntry.Of<LionSettings>("Lion", (groups, constants) => new Lion(groups, constants)),
        OptimizerEntry.Of<LionSettings>("Lion8bit", (groups, constants) => new Lion8bit(groups, constants)),
        OptimizerEntry.Of<LionSettings>("PagedLion8bit", (groups, constants) => new Lion8bit(groups, constants, "bitsandbytes.optim.lion.PagedLion8bit")) with { Note = NotPaged },
        OptimizerEntry.Of<SgdSettings>("SGDNesterov", (groups, constants) => new SgdNesterov(groups, constants)),
        OptimizerEntry.Of<SgdSettings>("SGDNesterov8bit", (groups, constants) => new Sgd8bit(groups, constants)),
        OptimizerEntry.Of<AdafactorSettings>("Adafactor", (groups, constants) => new Adafactor(groups, constants)),
        OptimizerEntry.Of<CameSettings>("pytorch_optimizer.CAME", (groups, constants) => new Came(groups, constants)),
        OptimizerEntry.Of<ProdigySettings>("Prodigy", (groups, constants) => new Prodigy(groups, constants)) with { EstimatesStepSize = true },
        OptimizerEntry.Of<DAdaptationSettings>("DAdaptation", (groups, constants) => new DAdaptAdamPreprint(groups, constants)) with { EstimatesStepSize = true },
        OptimizerEntry.Of<DAdaptationSettings>("DAdaptAdamPreprint", (groups, constants) => new DAdaptAdamPreprint(groups, constants)) with { EstimatesStepSize = true },
        OptimizerEntry.Of<DAdaptationSettings>("DAdaptAdam", (groups, constants) => new DAdaptAdam(groups, constants)) with { EstimatesStepSize = true },
        OptimizerEntry.Of<DAdaptAdanSettings>("DAdaptAdan", (groups, constants) => new DAdaptAdan(groups, constants)) with { EstimatesStepSize = true },
        OptimizerEntry.Of<DAdaptAdanSettings>("DAdaptAdanIP", (groups, constants) => new DAdaptAdanIp(groups, constants)) with { EstimatesStepSize = true },
        OptimizerEntry.Of<DAdaptAdaGradSettings>("DAdaptAdaGrad", (groups, constants) => new DAdaptAdaGrad(groups, constants)) with { EstimatesStepSize = true },
        OptimizerEntry.Of<DAdaptSgdSettings>("DAdaptSGD", (groups, constants) => new DAdaptSgd(groups, constants)) with { EstimatesStepSize = true },
        OptimizerEntry.Of<DAdaptLionSettings>("DAdaptLion", (groups, constants) => new DAdaptLion(groups, constants)) with { EstimatesStepSize = true },
        OptimizerEntry.Of<ScheduleFreeSettings>("AdamWScheduleFree", (groups, constants) => new AdamWScheduleFree(groups, constants)) with { IsScheduleFree = true },
        OptimizerEntry.Of<RAdamScheduleFreeSettings>("RAdamScheduleFree", (groups, constants) => new RAdamScheduleFree(groups, constants)) with { IsScheduleFree = true },
        OptimizerEntry.Of<SgdScheduleFreeSettings>("SGDScheduleFree", (groups, constants) => new SgdScheduleFree(groups, constants)) with { IsScheduleFree = true },
    ];

    /// <summary>Classes that kohya_ss offers or people name, and the optimizer here that comes closest.</summary>
    private static readonly (string Part, string Name)[] Relatives = [("CAME", "pytorch_optimizer.CAME"), ("AdEMAMix", "bitsandbytes.optim.AdEMAMix8bit"), ("ProdigyPlus", "Prodigy"), ("Prodigy", "Prodigy"), ("Lion", "Lion"), ("Adam", "AdamW"), ("SGD", "SGDNesterov")];

    /// <summary>The optimizer that comes closest to one that is not here; null if none does.</summary>
    public static string? Nearest(string name) => Array.Find(Relatives, relative => name.Contains(relative.Part, StringComparison.OrdinalIgnoreCase)).Name;

    /// <summary>The optimizer of a name; null if there is none.</summary>
    public static OptimizerEntry? Find(string name) => All.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase));
}
