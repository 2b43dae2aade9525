namespace Senmitsu.DemoModel.Demonstration;

/// <summary>What the demonstration does, one after the other.</summary>
public enum DemoStage
{
    /// <summary>Portraits from a prompt.</summary>
    Portraits,

    /// <summary>Variants of the picked one.</summary>
    Variants,

    /// <summary>Training on them.</summary>
    Training,

    /// <summary>Pictures with every save of the training.</summary>
    Saves,

    /// <summary>Pictures with the LoRA, judged.</summary>
    WithLora,

    /// <summary>Pictures from the prompt alone, judged.</summary>
    WithoutLora,

    /// <summary>Pictures of anybody, judged by what their prompts name.</summary>
    Fidelity,
}
