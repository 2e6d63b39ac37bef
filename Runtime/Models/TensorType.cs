namespace SagTextures.Models
{
    /// <summary>How a model file stores a tensor's elements.</summary>
    public enum TensorType
    {
        /// <summary>IEEE 754 binary32, <c>F32</c> in the file.</summary>
        Float32,

        /// <summary>IEEE 754 binary16, <c>F16</c> in the file.</summary>
        Float16,
    }
}
