using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Text.Json;
using SagTextures.Training.Plots;

namespace SagTextures.Training.CommandLine;

internal static class DevicesCommand
{
    public static Command Create()
    {
        Option<bool> json = Options.Flag("--json", "Print JSON.");
        var command = new Command("devices", "List the Vulkan devices and what decides how fast they are.") { json };
        command.SetAction(parsed =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            IReadOnlyList<DeviceInfo> devices = DeviceInfo.List();
            if (parsed.GetValue(json))
                output.WriteLine(JsonSerializer.Serialize(devices, JsonText.Indented));
            else if (devices.Count == 0)
                output.WriteLine("There is a Vulkan loader, but no device: install your GPU's driver, or Mesa's mesa-vulkan-drivers.");
            else
                Print(devices, output);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(IReadOnlyList<DeviceInfo> devices, TextWriter output)
    {
        var table = new TextTable("device", "name", "kind", "Vulkan", "driver", "subgroup", "fp16", "cooperative matrix", "memory");
        foreach (DeviceInfo device in devices)
        {
            string half = (device.HasHalfStorage, device.HasHalfArithmetic) switch
            {
                (true, true) => "storage, arithmetic",
                (true, false) => "storage",
                (false, true) => "arithmetic",
                _ => "no",
            };
            table.Add($"{device.Index}", device.Name, device.Kind, device.ApiVersion, device.Driver, $"{device.SubgroupSize}", half,
                device.HasCooperativeMatrix ? "yes" : "no", $"{device.MemoryBytes / 1e9:0.0} GB");
        }
        table.Write(output);
        foreach (DeviceInfo device in devices)
        {
            if (device.Problem != null)
                output.WriteLine($"device {device.Index} cannot be used: {device.Problem}");
        }
    }
}
