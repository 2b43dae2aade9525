namespace Senmitsu.Training.Optimizers.Adaptive;

/// <summary>The one learning rate of optimizers that estimate a single step size.</summary>
internal static class CommonRate
{
    /// <summary>The rate of all groups.</summary>
    /// <exception cref="InvalidOperationException">Two groups have different rates.</exception>
    public static double Of(IReadOnlyList<ParameterGroup> groups)
    {
        var rate = groups.Max(group => group.LearningRate);
        return groups.All(group => group.LearningRate == rate)
            ? rate
            : throw new InvalidOperationException($"the optimizer estimates one step size for all weights, but the learning rates differ: {string.Join(", ", groups.Select(group => $"{group.Name} {group.LearningRate}"))}. Set learning_rate, unet_lr and text_encoder_lr to the same value.");
    }
}
