namespace SagTextures
{
    /// <summary>
    /// The GPU was reset or removed while it worked (driver update, watchdog, unplugged). The generator that threw it is
    /// of no more use: dispose of it and load the model again.
    /// </summary>
    public sealed class DeviceLostException : DeviceException
    {
        /// <summary>Creates the error with its message.</summary>
        public DeviceLostException(string message) : base(message) { }
    }
}
