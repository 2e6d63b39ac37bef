using System;

namespace SagTextures.Plans
{
    /// <summary>
    /// What happens to an operation's result before it is stored: y = activation(scale[class, c]·x + shift[class, c]), then
    /// the residual is added where the operation has one. Bias, batch norm, conditional batch norm and activation all
    /// take this form, so none of them costs a pass over memory of its own.
    /// </summary>
    internal sealed class Epilogue
    {
        private Epilogue(int classes, float[] scale, float[] shift, Activation activation, float slope)
        {
            Classes = classes;
            Scale = scale;
            Shift = shift;
            Activation = activation;
            Slope = slope;
        }

        /// <summary>Rows of the tables: 1, or the model's classes.</summary>
        public int Classes { get; }

        /// <summary>[Classes, Channels].</summary>
        public float[] Scale { get; }

        /// <summary>[Classes, Channels].</summary>
        public float[] Shift { get; }

        public Activation Activation { get; }

        /// <summary>For <see cref="Activation.LeakyRelu"/>.</summary>
        public float Slope { get; }

        public int Channels => Scale.Length / Classes;

        /// <summary>Only adds a bias, or nothing.</summary>
        public static Epilogue Bias(int channels, float[]? bias)
        {
            var scale = new float[channels];
            Array.Fill(scale, 1f);
            return new Epilogue(1, scale, bias ?? new float[channels], Activation.None, 0f);
        }

        /// <summary>Scales every channel alike.</summary>
        public static Epilogue Uniform(int channels, float factor)
        {
            var scale = new float[channels];
            Array.Fill(scale, factor);
            return new Epilogue(1, scale, new float[channels], Activation.None, 0f);
        }

        /// <summary>This epilogue with an affine map of each channel after it.</summary>
        /// <param name="classes">Rows of the tables.</param>
        /// <param name="scale">[classes, channels].</param>
        /// <param name="shift">[classes, channels].</param>
        /// <exception cref="InvalidOperationException">An activation stands in between.</exception>
        public Epilogue Then(int classes, float[] scale, float[] shift)
        {
            if (Activation != Activation.None || (Classes > 1 && classes > 1 && Classes != classes))
            {
                throw new InvalidOperationException("Nothing affine can be folded behind an activation.");
            }

            int rows = Math.Max(Classes, classes);
            var newScale = new float[rows * Channels];
            var newShift = new float[rows * Channels];
            for (int i = 0; i < newScale.Length; i++)
            {
                int mine = i % Scale.Length;
                int other = i % scale.Length;
                newScale[i] = Scale[mine] * scale[other];
                newShift[i] = (Shift[mine] * scale[other]) + shift[other];
            }

            return new Epilogue(rows, newScale, newShift, Activation, Slope);
        }

        /// <summary>This epilogue with an activation at its end.</summary>
        public Epilogue Then(Activation activation, float slope = 0f) =>
            new Epilogue(Classes, Scale, Shift, activation, slope);

        /// <summary>
        /// The same epilogue for a dense result that a reshape turns into an image: every channel repeated
        /// <paramref name="area"/> times.
        /// </summary>
        public Epilogue Repeat(int area)
        {
            if (area == 1)
            {
                return this;
            }

            var scale = new float[Scale.Length * area];
            var shift = new float[Scale.Length * area];
            for (int i = 0; i < scale.Length; i++)
            {
                scale[i] = Scale[i / area];
                shift[i] = Shift[i / area];
            }

            return new Epilogue(Classes, scale, shift, Activation, Slope);
        }
    }
}
