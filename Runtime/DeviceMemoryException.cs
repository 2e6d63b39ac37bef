namespace SagTextures
{
    /// <summary>The device has not enough memory for this model, size or batch.</summary>
    public sealed class DeviceMemoryException : DeviceException
    {
        /// <summary>Creates the error with its message.</summary>
        public DeviceMemoryException(string message) : base(message) { }
    }
}
