using System.Text.Json.Serialization;
using Senmitsu.Generation.Settings;

namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>One of AUTOMATIC1111's scripts with its settings: it makes several pictures of the settings of one. The X/Y/Z plot is not among them: it is axes of a request.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "script")]
[JsonDerivedType(typeof(PromptMatrix), PromptMatrix.ScriptName)]
[JsonDerivedType(typeof(PromptsFromFile), PromptsFromFile.ScriptName)]
[JsonDerivedType(typeof(SdUpscale), SdUpscale.ScriptName)]
[JsonDerivedType(typeof(Loopback), Loopback.ScriptName)]
public abstract record Script
{
    /// <summary>A name for command lines and stored jobs.</summary>
    public abstract string Name { get; }

    /// <summary>AUTOMATIC1111's name.</summary>
    public abstract string Title { get; }

    /// <summary>Whether it needs a picture to start from.</summary>
    public virtual bool IsOnlyImageToImage => false;

    /// <summary>The script with everything random drawn.</summary>
    /// <param name="settings">The job's settings, whose own seed is drawn.</param>
    /// <param name="isSeedRandom">Whether it was.</param>
    /// <param name="newSeed">Draws a further seed.</param>
    /// <exception cref="UserErrorException">Its settings are not understood.</exception>
    public virtual Script Settle(GenerationSettings settings, bool isSeedRandom, Func<long> newSeed) => this;

    /// <summary>Every problem with its settings; empty when they can be used.</summary>
    public abstract IReadOnlyList<SettingProblem> Validate();

    /// <summary>Plans the pictures.</summary>
    /// <param name="context">The job, checked so far.</param>
    /// <exception cref="UserErrorException">They cannot be made.</exception>
    internal abstract ScriptPlan Plan(ScriptContext context);
}
