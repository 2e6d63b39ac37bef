using System;

namespace SagTextures
{
    /// <summary>There is no Vulkan loader, no device, no device of that number, or the device refused a call.</summary>
    public class DeviceException : SagTexturesException
    {
        /// <summary>Creates the error with its message.</summary>
        public DeviceException(string message) : base(message) { }

        /// <summary>Creates the error with its message and the failure below it.</summary>
        public DeviceException(string message, Exception innerException) : base(message, innerException) { }
    }
}
