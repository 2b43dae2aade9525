namespace Senmitsu.Studio.Jobs;

/// <summary>What a file that a job made is.</summary>
public enum JobResultKind
{
    /// <summary>A picture.</summary>
    Image,

    /// <summary>Pictures of the job side by side, labelled.</summary>
    Grid,

    /// <summary>A LoRA file.</summary>
    Lora,

    /// <summary>A picture made while training.</summary>
    Sample,

    /// <summary>The folder of a state from which a training can be continued.</summary>
    State,
}
