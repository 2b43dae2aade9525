using System.CommandLine;
using Senmitsu.Cli.Views;
using Senmitsu.Models.Lora.Tools;
using Senmitsu.Studio;
using Senmitsu.Studio.Loras;

namespace Senmitsu.Cli.Commands;

/// <summary><c>senmitsu lora info | verify | merge | resize | extract</c>: tools for LoRA files.</summary>
internal static class LoraCommand
{
    private const int UsualExtractionRank = 32;

    private static readonly Argument<string> OneFile = new("FILE") { Description = "LoRA file (.safetensors, .pt, .ckpt)." };
    private static readonly Argument<string[]> Files = new("FILE") { Description = "LoRA files (.safetensors, .pt, .ckpt).", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> Model = new("--model") { Description = "Checkpoint file, or folder of diffusers.", HelpName = "FILE" };
    private static readonly Option<string> Output = new("--output") { Description = "File to write (.safetensors).", HelpName = "FILE", Required = true };
    private static readonly Option<bool> Overwrite = new("--overwrite") { Description = "Replace the output if it exists; inputs are never replaced." };
    private static readonly Option<string?> Precision = new("--precision") { Description = "fp32, fp16 or bf16. Default fp16; a checkpoint keeps its own.", HelpName = "TYPE" };
    private static readonly Option<string[]> Ratios = new("--ratios") { Description = "Strength of each LoRA, such as 0.7, or TEXT:UNET. Linear. Default 1.", HelpName = "X", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<int?> Rank = new("--rank") { Description = "Rank of the result; the highest one with --method.", HelpName = "N" };
    private static readonly Option<int?> ConvolutionRank = new("--conv-rank", "--conv_rank") { Description = "Rank over k×k convolutions. Default: --rank; for extract: convolutions are left out.", HelpName = "N" };
    private static readonly Option<string?> Method = new("--method", "--dynamic_method") { Description = "sv_ratio, sv_fro or sv_cumulative: ranks by singular values.", HelpName = "NAME" };
    private static readonly Option<double?> Parameter = new("--parameter", "--dynamic_param") { Description = "Of the method: a ratio of 1 or more, or a share between 0 and 1.", HelpName = "X" };
    private static readonly Option<string> Original = new("--original", "--model_org") { Description = "Checkpoint to start from.", HelpName = "FILE", Required = true };
    private static readonly Option<string> Tuned = new("--tuned", "--model_tuned") { Description = "Checkpoint to reach.", HelpName = "FILE", Required = true };
    private static readonly Option<double> MinDifference = new("--min-diff", "--min_diff") { Description = "Leave out layers that differ by no more than this. Default 0.", HelpName = "X" };
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create() => new("lora", "Look into LoRA files, merge, resize and extract them.") { Info(), Verify(), Merge(), Resize(), Extract() };

    private static Command Info()
    {
        var command = new Command("info", "Say what a LoRA is: family, ranks, trigger words, training, hashes.") { OneFile, Json };
        command.SetAction((result, token) =>
        {
            var description = DescribeLora.Run(result.GetRequiredValue(OneFile), token);
            if (result.GetValue(Json)) JsonOutput.WriteLine(description);
            else LoraView.Write(Console.Out, description);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static Command Verify()
    {
        var command = new Command("verify", "Check a LoRA: finite, complete, trained; with --model also whether and how strongly it changes the model.") { OneFile, Model, Json };
        command.SetAction((result, token) =>
        {
            var verification = VerifyLora.Run(result.GetRequiredValue(OneFile), result.GetValue(Model), token);
            if (result.GetValue(Json)) JsonOutput.WriteLine(LoraView.Summary(verification));
            else LoraView.Write(Console.Out, verification);
            return Task.FromResult(verification.IsSound ? ExitCodes.Done : ExitCodes.BadInput);
        });
        return command;
    }

    private static Command Merge()
    {
        var command = new Command("merge", "Merge LoRAs into one LoRA, exactly or cut to --rank; with --model into a checkpoint.") { Files, Model, Ratios, Rank, ConvolutionRank, Method, Parameter, Output, Overwrite, Precision, Json };
        command.SetAction((result, token) =>
        {
            string[] loras = result.GetRequiredValue(Files);
            LoraRatio[] ratios = [.. (result.GetValue(Ratios) ?? []).Select(LoraRatio.Parse)];
            if (result.GetValue(Model) is not { } model) return Report(result, MergeLoras.IntoLora(loras, ratios, Rule(result, isRequired: false), OutputOf(result), token));
            if (result.GetValue(Rank) is not null || result.GetValue(Method) is not null) throw new UserErrorException("--rank and --method cut a merged LoRA; a checkpoint takes all of it. Leave them out, or leave out --model.");
            return Report(result, MergeLoras.IntoCheckpoint(model, loras, ratios, result.GetValue(Precision) is null, OutputOf(result), Progress(), token));
        });
        return command;
    }

    private static Command Resize()
    {
        var command = new Command("resize", "Make a LoRA of other ranks with the same effect, as far as the ranks allow.") { OneFile, Rank, ConvolutionRank, Method, Parameter, Output, Overwrite, Precision, Json };
        command.SetAction((result, token) => Report(result, ResizeLora.Run(result.GetRequiredValue(OneFile), Rule(result, isRequired: true)!, OutputOf(result), token)));
        return command;
    }

    private static Command Extract()
    {
        var command = new Command("extract", "Make a LoRA of the difference of two checkpoints.") { Original, Tuned, Rank, ConvolutionRank, MinDifference, Output, Overwrite, Precision, Json };
        command.SetAction((result, token) => Report(result, ExtractLora.Run(
            result.GetRequiredValue(Original), result.GetRequiredValue(Tuned), result.GetValue(Rank) ?? UsualExtractionRank, result.GetValue(ConvolutionRank), result.GetValue(MinDifference), OutputOf(result), Progress(), token)));
        return command;
    }

    private static Task<int> Report(ParseResult result, LoraToolReport report)
    {
        if (result.GetValue(Json)) JsonOutput.WriteLine(LoraView.Summary(report));
        else LoraView.Write(Console.Out, report);
        return Task.FromResult(ExitCodes.Done);
    }

    private static LoraOutput OutputOf(ParseResult result) => new(result.GetRequiredValue(Output), result.GetValue(Precision) ?? "fp16", result.GetValue(Overwrite));

    private static RankRule? Rule(ParseResult result, bool isRequired)
    {
        var method = result.GetValue(Method) switch
        {
            null => RankMethod.Fixed,
            "sv_ratio" => RankMethod.Ratio,
            "sv_fro" => RankMethod.Frobenius,
            "sv_cumulative" => RankMethod.Cumulative,
            var name => throw new UserErrorException($"--method {name} is unknown. Use sv_ratio, sv_fro or sv_cumulative."),
        };
        var parameter = result.GetValue(Parameter);
        if (method == RankMethod.Fixed && parameter is not null) throw new UserErrorException("--parameter belongs to a --method, which is missing. Use sv_ratio, sv_fro or sv_cumulative.");
        if (method != RankMethod.Fixed && (parameter is null || (method == RankMethod.Ratio ? parameter < 1 : parameter is <= 0 or > 1)))
            throw new UserErrorException($"--method {result.GetValue(Method)} needs --parameter, {(method == RankMethod.Ratio ? "1 or more, such as 20" : "above 0 and at most 1, such as 0.9")}.");
        var rank = result.GetValue(Rank);
        if (rank is < 1 || result.GetValue(ConvolutionRank) is < 1) throw new UserErrorException("--rank and --conv-rank must be 1 or more; usual are 4 to 128.");
        if (rank is null && method == RankMethod.Fixed) return isRequired ? throw new UserErrorException("lora resize needs --rank N, or --method with --parameter.") : null;
        return new RankRule(rank ?? int.MaxValue, result.GetValue(ConvolutionRank) ?? rank ?? int.MaxValue, method, parameter ?? 0);
    }

    private static Action<double> Progress()
    {
        var line = new ProgressLine(TimeProvider.System);
        return done => line.Show($"{done:P0}", done >= 1);
    }
}
