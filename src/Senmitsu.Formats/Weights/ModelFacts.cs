namespace Senmitsu.Formats.Weights;

/// <summary>Keys under which facts that no tensor shape tells are kept in <see cref="WeightFile.Metadata"/>.</summary>
public static class ModelFacts
{
    /// <summary>Number of heads of the text encoder.</summary>
    public const string ClipHeads = "senmitsu.clip_heads";

    /// <summary><c>gelu</c> or <c>quick_gelu</c>, of the text encoder.</summary>
    public const string ClipActivation = "senmitsu.clip_activation";

    /// <summary><c>epsilon</c> or <c>v_prediction</c>: what the UNet was trained to predict.</summary>
    public const string PredictionType = "senmitsu.prediction_type";
}
