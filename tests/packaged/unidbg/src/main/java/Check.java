public final class Check { public static void main(String[] a) { System.out.println("hi"); } }
