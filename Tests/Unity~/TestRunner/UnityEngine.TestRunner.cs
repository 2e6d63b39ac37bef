using System.Text.RegularExpressions;
using NUnit.Framework;

namespace UnityEngine.TestTools
{
    public class UnityTestAttribute : NUnitAttribute
    {
    }

    public static class LogAssert
    {
        public static extern void Expect(LogType type, Regex message);
    }
}
