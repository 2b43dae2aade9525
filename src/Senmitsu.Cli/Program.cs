using System.CommandLine;
using System.Globalization;
using System.Text;
using Senmitsu.Cli;
using Senmitsu.Cli.Commands;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

using var interruption = new Interruption();
try
{
    // Its arguments are sd-scripts', with rules of their own (underscores, lists, config files).
    if (args is [TrainCommand.Name, .. var trainArguments]) return await TrainCommand.RunAsync(trainArguments, interruption.Token);

    var root = new RootCommand("Senmitsu trains character LoRAs for Stable Diffusion 1.x and makes pictures with them.");
    root.Add(ServeCommand.AddTo(root));
    root.Add(GenerateCommand.TextToImage());
    root.Add(GenerateCommand.ImageToImage());
    root.Add(UpscaleCommand.Create());
    root.Add(TrainCommand.Describe());
    root.Add(DatasetCommand.Create());
    root.Add(LoraCommand.Create());
    root.Add(ModelsCommand.Create());
    root.Add(DemoCommand.Create());
    root.Add(DoctorCommand.Create());
    var parsed = root.Parse(args);
    if (parsed.Errors.Count > 0)
    {
        foreach (var error in parsed.Errors) Console.Error.WriteLine($"error: {error.Message}");
        Console.Error.WriteLine($"See senmitsu {string.Join(' ', args.TakeWhile(word => !word.StartsWith('-')))} --help");
        return ExitCodes.BadInput;
    }

    return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false }, interruption.Token);
}
catch (Exception error)
{
    return ErrorReport.Print(error, args.Contains("--json"));
}
