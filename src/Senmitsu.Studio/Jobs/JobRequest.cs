namespace Senmitsu.Studio.Jobs;

/// <summary>What can be asked of a job that waits or runs.</summary>
public enum JobRequest
{
    /// <summary>Stop within a step (AUTOMATIC1111's Interrupt). Finished files stay; a training saves its state first.</summary>
    Interrupt,

    /// <summary>Leave the pictures of the present batch out and go on with the next (AUTOMATIC1111's Skip).</summary>
    Skip,

    /// <summary>Stop once the pictures of the present batch are saved.</summary>
    StopAfterCurrent,

    /// <summary>Training: save the LoRA as it is and the state, then stop.</summary>
    StopAndSave,

    /// <summary>Training: the same, meant to be continued with <see cref="JobQueue.Resume"/>.</summary>
    Pause,
}
