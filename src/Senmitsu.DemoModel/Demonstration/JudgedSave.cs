namespace Senmitsu.DemoModel.Demonstration;

/// <summary>One save of the training with pictures made by it.</summary>
/// <param name="Save">The LoRA file.</param>
/// <param name="Pictures">The same prompts and seeds for every save.</param>
/// <param name="SamePerson">How often they show the trained person.</param>
/// <param name="Obeyed">How often what their prompts name is right, counted fact by fact.</param>
public sealed record JudgedSave(TrainedSave Save, IReadOnlyList<JudgedPicture> Pictures, HitRate SamePerson, HitRate Obeyed);
