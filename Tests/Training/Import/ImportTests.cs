using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using NUnit.Framework;
using SagTextures.Models;
using SagTextures.Tests.CommandLine;
using SagTextures.Tests.Export;
using SagTextures.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Tests.Import;

/// <summary>Networks as people write them in PyTorch, their state dicts, and the models that are made of them.</summary>
public class ImportTests
{
    private const string Layers = """
        {
          "resolution": 16,
          "latent": { "kind": "vector", "size": 8 },
          "layers": [
            { "op": "conv_transpose2d", "in": 8, "out": 12, "kernel": 4, "stride": 1, "padding": 0, "tensors": "main.0" },
            { "op": "batch_norm", "channels": 12, "eps": 1e-5, "tensors": "main.1" },
            { "op": "relu" },
            // The attention's γ has a name of its own.
            { "op": "self_attention", "channels": 12, "key_channels": 3, "value_channels": 12, "pooled": false, "tensors":
              { "query.weight": "f.weight", "key.weight": "g.weight", "value.weight": "h.weight", "query.bias": "f.bias", "gamma": "gamma" } },
            { "op": "conv_transpose2d", "in": 12, "out": 6, "kernel": 4, "stride": 2, "padding": 1, "tensors": "main.3" },
            { "op": "leaky_relu", "slope": 0.2 },
            { "op": "residual",
              "body": [
                { "op": "conv2d", "in": 6, "out": 6, "kernel": 3, "padding": 1, "tensors": "block" },
                { "op": "upsample_nearest", "scale": 2 } ],
              "shortcut": [ { "op": "upsample_nearest", "scale": 2 } ] },
            { "op": "conv2d", "in": 6, "out": 3, "kernel": 3, "padding": 1, "tensors": "main.6" },
            { "op": "tanh" },
          ]
        }
        """;

    private TemporaryFolder folder = null!;
    private Dictionary<string, Tensor> state = null!;
    private Func<Tensor, Tensor> network = null!;

    private string Weights => Path.Combine(folder.Path, "weights.safetensors");

    private string List => Path.Combine(folder.Path, "layers.json");

    private string Model => Path.Combine(folder.Path, "model.safetensors");

    [SetUp]
    public void MakeNetwork()
    {
        folder = new TemporaryFolder();
        File.WriteAllText(List, Layers);
        manual_seed(6);
        var first = ConvTranspose2d(8, 12, 4, 1, 0);
        var norm = BatchNorm2d(12);
        var second = ConvTranspose2d(12, 6, 4, 2, 1);
        var block = Conv2d(6, 6, 3, 1, 1);
        var last = Conv2d(6, 3, 3, 1, 1);
        var query = Conv1d(12, 3, 1);
        var key = Conv1d(12, 3, 1, bias: false);
        var value = Conv1d(12, 12, 1, bias: false);
        Tensor gamma = tensor(0.6f);
        using (no_grad())
        {
            norm.running_mean!.normal_();
            norm.running_var!.uniform_(0.5, 2);
            norm.weight!.uniform_(0.5, 2);
            norm.bias!.normal_();
        }
        norm.eval();
        network = z =>
        {
            // In single precision oneDNN's convolutions of such channel counts are wrong on some processors.
            foreach (Module module in new Module[] { first, norm, second, block, last, query, key, value })
                module.to(ScalarType.Float64);
            Tensor x = functional.relu(norm.call(first.call(z.to(ScalarType.Float64).view(-1, 8, 1, 1))));
            Tensor flat = x.flatten(2);
            Tensor attention = functional.softmax(query.call(flat).transpose(1, 2).bmm(key.call(flat)), -1);
            x = x + gamma * value.call(flat).bmm(attention.transpose(1, 2)).view(x.shape);
            x = functional.leaky_relu(second.call(x), 0.2);
            x = functional.interpolate(block.call(x), scale_factor: [2, 2]) + functional.interpolate(x, scale_factor: [2, 2]);
            return tanh(last.call(x)).to(ScalarType.Float32);
        };
        state = new Dictionary<string, Tensor> { ["gamma"] = gamma };
        foreach ((string name, Module module) in new (string, Module)[]
            { ("main.0", first), ("main.1", norm), ("main.3", second), ("block", block), ("main.6", last), ("f", query), ("g", key), ("h", value) })
            foreach ((string parameter, Tensor entry) in module.state_dict())
                state[$"{name}.{parameter}"] = entry;
    }

    [TearDown]
    public void Delete() => folder.Dispose();

    [TestCase(ScalarType.Float32, 1e-5)]
    [TestCase(ScalarType.Float64, 1e-5)]
    [TestCase(ScalarType.Float16, 5e-3)]
    [TestCase(ScalarType.BFloat16, 5e-2)]
    public async Task An_imported_model_makes_what_the_network_makes(ScalarType type, double tolerance)
    {
        Assert.That(state.Keys, Does.Contain("main.1.num_batches_tracked"), "a tensor that no model needs");
        TorchFile.Write(Weights, state, type);
        AssertEqualOutput(await Import(), network, tolerance);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Spectral_norms_are_folded(bool asParametrization)
    {
        (string suffix, string u, string v) = asParametrization
            ? ("parametrizations.weight.original", "parametrizations.weight.0._u", "parametrizations.weight.0._v")
            : ("weight_orig", "weight_u", "weight_v");
        // Stored: four times the weight, and the singular vectors that make σ of it.
        foreach ((string module, int dimension) in new[] { ("main.3", 1), ("block", 0) })
        {
            using var guard = no_grad();
            Tensor weight = state[$"{module}.weight"];
            using var norm = new SpectralNorm(weight, dimension);
            Tensor[] vectors = norm.buffers().Select(vector => vector.clone()).ToArray();
            state[$"{module}.{suffix}"] = weight * 4;
            (state[$"{module}.{u}"], state[$"{module}.{v}"]) = (vectors[0], vectors[1]);
            weight.copy_(norm.call(weight));
            state.Remove($"{module}.weight");
        }
        TorchFile.Write(Weights, state, ScalarType.Float32);
        AssertEqualOutput(await Import(), network, 1e-5);
    }

    [TestCase("\"main.6\"", "\"main.7\"", "no tensor \"main.7.weight\"", TestName = "A tensor that is not there")]
    [TestCase("\"out\": 12, \"kernel\": 4", "\"out\": 12, \"kernel\": 5", "\"main.0.weight\" has the shape [8, 12, 4, 4]; layer \"layers.0\" (conv_transpose2d) needs [8, 12, 5, 5]",
        TestName = "A tensor of another shape")]
    [TestCase("\"gamma\": \"gamma\"", "\"gama\": \"gamma\"", "has no \"gama\"", TestName = "A tensor that the layer has not")]
    [TestCase("\"resolution\": 16", "\"resolution\": 32", "resolution", TestName = "Layers that give another size")]
    [TestCase("\"op\": \"tanh\"", "\"op\": \"gelu\"", "unknown op \"gelu\"", TestName = "An unknown layer")]
    [TestCase("\"main.1\" }", "7 }", "layers[1]", TestName = "A name that is none")]
    [TestCase("\"query.weight\": \"f.weight\"", "\"query.weight\": 5", "\"tensors\" of layers[3]", TestName = "A tensor's name that is none")]
    [TestCase("{ \"op\": \"relu\" }", "{ \"op\": \"relu\", \"name\": null, \"tensors\": \"x\" }", "\"name\" of layers[2]", TestName = "A layer's name that is none")]
    [TestCase("{ \"op\": \"relu\" }", "7", "layers[2] is no layer", TestName = "A layer that is none")]
    [TestCase("{ \"op\": \"relu\" }", "null", "layers[2] is no layer", TestName = "A layer that is null")]
    [TestCase("\"op\": \"relu\"", "\"op\": \"relu\", \"op\": \"relu\"", "layers.json is no layer list: Duplicate property 'op'", TestName = "A field that is there twice")]
    [TestCase("\"resolution\": 16", "\"resolution\": 16, \"resolution\": 16", "Duplicate property 'resolution'", TestName = "A description's field that is there twice")]
    [TestCase("\"layers\": [", "\"layers\": ]", "layers.json is no layer list", TestName = "No JSON")]
    public async Task What_does_not_fit_is_named(string before, string after, string culprit)
    {
        TorchFile.Write(Weights, state, ScalarType.Float32);
        Assert.That(Layers, Does.Contain(before));
        File.WriteAllText(List, Layers.Replace(before, after, StringComparison.Ordinal));
        await AssertRefused(culprit);
    }

    [Test]
    public async Task Damaged_weights_are_refused()
    {
        TorchFile.Write(Weights, state, ScalarType.Float32);
        byte[] bytes = File.ReadAllBytes(Weights);
        File.WriteAllBytes(Weights, bytes[..^100]);
        await AssertRefused("cut off");
        File.WriteAllBytes(Weights, bytes[..50]);
        await AssertRefused("weights.safetensors is no safetensors file");
        File.Delete(Weights);
        await AssertRefused("weights.safetensors");
        state["main.0.weight"] = zeros([8, 12, 4, 4], ScalarType.Int64);
        TorchFile.Write(Weights, state, ScalarType.Float32);
        await AssertRefused("\"main.0.weight\" is I64");
    }

    [TestCase("\"data_offsets\":[0]")]
    [TestCase("\"data_offsets\":[0,3.5]")]
    [TestCase("\"data_offsets\":{}")]
    [TestCase("\"data_offsets\":[-4,0]")]
    [TestCase("\"data_offsets\":[9223372036854769663,9223372036854775807]")]
    [TestCase("\"data_offsets\":[4608,0],\"shape\":[-1152]")]
    [TestCase("\"data_offsets\":[0,4],\"shape\":[2147483647,2147483647,2147483647]")]
    [TestCase("\"data_offsets\":[0,4],\"shape\":[\"8\"]")]
    [TestCase("\"data_offsets\":[0,4],\"dtype\":null")]
    [TestCase("")]
    public async Task Weights_with_a_damaged_header_are_refused(string fields)
    {
        string entry = (fields.Contains("dtype") ? "" : "\"dtype\":\"F32\",") + (fields.Contains("shape") ? "" : "\"shape\":[8,12,4,4],") + fields;
        WriteWeights($"{{\"main.0.weight\":{{{entry.TrimEnd(',')}}}}}");
        await AssertRefused("\"main.0.weight\"");
    }

    [TestCase("{\"main.0.weight\":7}", "\"main.0.weight\"")]
    [TestCase("{\"a\":{},\"a\":{}}", "Duplicate property 'a'")]
    [TestCase("[]", "is no safetensors file")]
    public async Task Headers_of_another_kind_are_refused(string header, string culprit)
    {
        WriteWeights(header);
        await AssertRefused(culprit);
    }

    private void WriteWeights(string header)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(Weights, [.. BitConverter.GetBytes((ulong)text.Length), .. text, .. new byte[8192]]);
    }

    private async Task<GeneratorModel> Import()
    {
        SagRun import = await SagRun.Of("import", "--weights", Weights, "--layers", List, "--out", Model);
        Assert.That((import.Code, import.Error), Is.EqualTo((0, "")));
        return ModelFile.Read(Model);
    }

    private async Task AssertRefused(string culprit)
    {
        SagRun import = await SagRun.Of("import", "--weights", Weights, "--layers", List, "--out", Model);
        Assert.That(import.Code, Is.EqualTo(1));
        Assert.That(import.ErrorLines, Has.Length.EqualTo(1).And.One.Contains(culprit).And.None.Contains("Unexpected"));
        Assert.That(File.Exists(Model), Is.False);
    }

    private static void AssertEqualOutput(GeneratorModel model, Func<Tensor, Tensor> network, double tolerance)
    {
        using var guard = no_grad();
        var run = new CpuRun(model, 3, 16, 16);
        using Tensor expected = network(tensor(run.Latents, [3, 8]));
        using Tensor actual = tensor(run.Outputs[model.Description.Layers.Count - 1], [3, 3, 16, 16]);
        Assert.That(expected.std().ToDouble(), Is.GreaterThan(0.01));
        Assert.That((actual - expected).abs().max().ToDouble(), Is.LessThan(tolerance));
    }
}
