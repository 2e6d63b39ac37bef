using System;
using System.Linq;
using NUnit.Framework;
using SagTextures.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Tests.Networks;

public class SelfAttentionTests
{
    private const int Channels = 16, Side = 3, Positions = Side * Side;

    [Test]
    public void Begins_as_the_identity()
    {
        using var attention = new SelfAttention(Channels, spectral: true);
        using Tensor x = randn(2, Channels, Side, Side);
        Assert.That(attention.Gamma.ToDouble(), Is.Zero);
        Assert.That(attention.call(x).Equals(x), Is.True);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Equals_the_papers_formula(bool spectral)
    {
        manual_seed(5);
        using var guard = no_grad();
        using var attention = new SelfAttention(Channels, spectral);
        attention.Gamma.fill_(0.7);
        using Tensor x = randn(1, Channels, Side, Side);
        double[,] input = Matrix(x.view(Channels, Positions));
        double[][,] weights = attention.Projections
            .Select(projection => Matrix(projection.Layer.EffectiveWeight.flatten(1))).ToArray();
        double[,] f = Product(weights[0], input), g = Product(weights[1], input), h = Product(weights[2], input);
        double[,] actual = Matrix(attention.call(x).view(Channels, Positions));
        for (int j = 0; j < Positions; j++)
        {
            // Equations 1 and 2 of the paper, at one position.
            double[] scores = Enumerable.Range(0, Positions)
                .Select(i => Math.Exp(Enumerable.Range(0, Channels / 8).Sum(c => f[c, j] * g[c, i]))).ToArray();
            for (int c = 0; c < Channels; c++)
            {
                double o = Enumerable.Range(0, Positions).Sum(i => scores[i] / scores.Sum() * h[c, i]);
                Assert.That(actual[c, j], Is.EqualTo((0.7 * o) + input[c, j]).Within(1e-5));
            }
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Large_batches_go_through_one_by_one_to_the_same_end(bool pooled)
    {
        manual_seed(7);
        using var attention = new SelfAttention(Channels, spectral: true, pooled);
        using (no_grad())
            attention.Gamma.fill_(0.7);
        using Tensor x = randn(pooled ? 40 : 16, Channels, 20, 24, requires_grad: true);
        Tensor whole = attention.call(x), parts = cat(x.split(1).Select(attention.call).ToArray());
        Assert.That((whole - parts).abs().max().ToDouble(), Is.LessThan(1e-5));
        using Tensor direction = randn_like(whole);
        Tensor Gradient(Tensor y) => autograd.grad([(y * direction).sum()], [x])[0];
        Assert.That((Gradient(whole) - Gradient(parts)).abs().max().ToDouble(), Is.LessThan(1e-4));
    }

    private static double[,] Matrix(Tensor tensor)
    {
        float[] data = tensor.contiguous().data<float>().ToArray();
        int rows = (int)tensor.shape[0], columns = (int)tensor.shape[1];
        var matrix = new double[rows, columns];
        for (int i = 0; i < data.Length; i++)
            matrix[i / columns, i % columns] = data[i];
        return matrix;
    }

    private static double[,] Product(double[,] a, double[,] b)
    {
        var product = new double[a.GetLength(0), b.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < b.GetLength(1); j++)
                for (int k = 0; k < b.GetLength(0); k++)
                    product[i, j] += a[i, k] * b[k, j];
        return product;
    }

    [Test]
    public void Pooled_keys_and_values_are_those_of_the_strongest_of_four()
    {
        using var guard = no_grad();
        using var attention = new SelfAttention(Channels, spectral: false, pooled: true);
        attention.Gamma.fill_(1);
        using Tensor x = randn(2, Channels, 4, 6);
        Tensor[] w = attention.Projections.Select(projection => projection.Layer.EffectiveWeight.flatten(1)).ToArray();
        Tensor Project(int i, Tensor y) => w[i].matmul(y.flatten(2));
        Tensor Pool(Tensor y) => y.view(2, -1, 2, 2, 3, 2).amax([3, 5]).flatten(2);
        Tensor query = Project(0, x), key = Pool(Project(1, x)), value = Pool(Project(2, x));
        Tensor beta = nn.functional.softmax(query.transpose(1, 2).bmm(key), -1);
        Tensor expected = Project(3, value.bmm(beta.transpose(1, 2))).view(x.shape) + x;
        Assert.That((attention.call(x) - expected).abs().max().ToDouble(), Is.LessThan(1e-5));
    }
}
