namespace SagTextures.Plans
{
    /// <summary>The function at the end of an <see cref="Epilogue"/>.</summary>
    internal enum Activation
    {
        /// <summary>x.</summary>
        None,

        /// <summary>x where positive, slope·x elsewhere; slope 0 is ReLU.</summary>
        LeakyRelu,

        /// <summary>tanh x.</summary>
        Tanh,
    }
}
