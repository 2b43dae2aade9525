using System.Text.Json;
using Senmitsu.EndToEnd.Tests.Testing;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.EndToEnd.Tests.Cli;

/// <summary>Optimizers, losses, noise and schedules in whole runs, and continued from their states.</summary>
public sealed class LoopOptionTests
{
    [Theory]
    [InlineData("AdamW8bit", "--network_dim 16 --loss_type huber --huber_schedule exponential --multires_noise_iterations 4 --lr_scheduler_type CosineAnnealingLR --lr_scheduler_args T_max=4")]
    [InlineData("Prodigy", "--learning_rate 1 --optimizer_args decouple=True d0=1e-4 --ip_noise_gamma 0.1 --ip_noise_gamma_random_strength --lr_scheduler cosine")]
    [InlineData("AdamWScheduleFree", "--noise_offset 0.1 --noise_offset_random_strength --adaptive_noise_scale 0.01 --weighted_captions")]
    [InlineData("Adafactor", "--loss_type smooth_l1 --debiased_estimation_loss --v_pred_like_loss 0.5")]
    [InlineData("DAdaptAdam", "--learning_rate 1 --optimizer_args d0=1e-4 --v_parameterization --zero_terminal_snr --scale_v_pred_loss_like_noise_pred")]
    public async Task Train_ContinuedFromAState_EndsWithTheSameWeights(string optimizer, string options)
    {
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 1);
        string[] arguments = ["--optimizer_type", optimizer, "--max_train_epochs", "2", "--save_every_n_steps", "2", "--save_state", "--logging_dir", workspace.File("log"), "--json", .. options.Split(' ')];
        var whole = (await workspace.Cli.RunAsync(workspace.QuickTraining(data, arguments))).Succeeded();
        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, [.. arguments, "--output_dir", workspace.File("again"), "--resume", workspace.File("out", "dog6-step00000002-state")]))).Succeeded();

        Assert.Equal(Weights(workspace.File("out", "dog6.safetensors")), Weights(workspace.File("again", "dog6.safetensors")));
        Assert.NotEqual(Weights(workspace.File("out", "dog6-step00000002.safetensors")), Weights(workspace.File("out", "dog6.safetensors")));
        Assert.All(Losses(whole), loss => Assert.True(double.IsFinite(loss) && loss > 0));
        using var file = SafetensorsFile.Open(workspace.File("out", "dog6.safetensors"));
        Assert.Contains(optimizer, file.Metadata["ss_optimizer"], StringComparison.Ordinal);

        // The curve of the adapted rate exists exactly where a step size is estimated.
        var curves = string.Concat(Directory.GetFiles(workspace.File("log"), "events.out.tfevents*", SearchOption.AllDirectories).Select(path => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path))));
        Assert.Contains("lr/unet", curves, StringComparison.Ordinal);
        Assert.Equal(optimizer is "Prodigy" or "DAdaptAdam", curves.Contains("lr/d*lr/unet", StringComparison.Ordinal));
    }

    private static List<double> Losses(CliResult result) =>
        [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("event").GetString() == "step").Select(line => line.GetProperty("loss").GetDouble())];

    private static string Weights(string path)
    {
        using var file = SafetensorsFile.Open(path);
        return file.Metadata["sshs_model_hash"];
    }
}
