namespace Senmitsu.Diffusion.Prompts.Editing;

/// <summary>What a prompt says until some denoiser call.</summary>
/// <param name="End">The last call it is meant for, counted from 1.</param>
/// <param name="Text">The prompt with its editing resolved; emphasis is still in it.</param>
public readonly record struct ScheduledText(int End, string Text);
